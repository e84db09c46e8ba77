-- PostgreSQL database dump
-- Dumped from database version 15.6
-- Dumped by pg_dump version 15.6
SET statement_timeout = 0;
SET client_encoding = 'UTF8';

CREATE ROLE connector LOGIN PASSWORD '⟦o5LWpwvl5mctuQjdU1nk⟧';
ALTER ROLE connector VALID UNTIL '2026-01-01';

CREATE TABLE public.partner_endpoint (
    id integer NOT NULL,
    code character varying(12),
    base_url text,
    username text,
    password text,
    api_token text,
    cert_sha1 character(40),
    updated_at timestamp with time zone
);

COPY public.partner_endpoint (id, code, base_url, username, password, api_token, cert_sha1, updated_at) FROM stdin;
1	KUEHN	https://edi.kuehn.example/as2	acme_as2	⟦jSvpmSjuVjvsy⟧	\N	602577b22bac6928ff81f4237cbbce6bf34f0d42	2025-06-02 11:20:41+02
2	DELMAR	https://api.delmar.example/v4	acme	\N	⟦dlm_live_mjto7adk3t9qdx4112q1i4z8wi03c8l3⟧	723dea7b3b3e353723e2956a963b0dc3d7b36710	2025-05-19 08:01:12+02
3	OSTSEE	sftp://ftp.ostsee.example:22	ost-acme-07	⟦hansestadt⟧	\N	\N	2024-11-30 16:44:00+01
\.

INSERT INTO public.settings (name, value) VALUES ('smtp.host', 'smtp.acme.example');
INSERT INTO public.settings (name, value) VALUES ('smtp.password', '⟦NPl6TdjUdX_1HLCT⟧');
INSERT INTO public.settings (name, value) VALUES ('password.min_length', '12');
INSERT INTO public.settings (name, value) VALUES ('jwt.signing_key', '⟦73gMyfZdAFAn65Rv6vxGhQyfWDGvd1Spr4n+Qqaol2Ft82aEcH2yPWrFVON6c/1i⟧');
INSERT INTO public.settings (name, value) VALUES ('release.commit', 'dbb9f9d4a29600e6133898e98e55bff1ea441d92');
INSERT INTO public.settings (name, value) VALUES ('vault.path', 'secret/data/acme/partners');
SELECT pg_catalog.setval('public.partner_endpoint_id_seq', 3, true);
-- PostgreSQL database dump complete
