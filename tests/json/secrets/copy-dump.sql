--
-- PostgreSQL database dump, version 13.14
--
SET statement_timeout = 0;
SET client_encoding = 'UTF8';

CREATE TABLE public.webhook_endpoints (
    id integer NOT NULL,
    partner character varying(64) NOT NULL,
    target_url text NOT NULL,
    signing_secret text,
    content_md5 character(32),
    created_at timestamp without time zone
);

COPY public.webhook_endpoints (id, partner, target_url, signing_secret, content_md5, created_at) FROM stdin;
1	wolt	https://in.pizzeria-vesuvio.fi/hooks/wolt	⟦Sz7HwcvB1Q3Yj4EcXeTxQVhbtIgjBbLDRm6Tv26V⟧	107f20f646601072eaa1139505935faa	2023-01-17 12:00:31
2	foodora	https://in.pizzeria-vesuvio.fi/hooks/foodora	⟦49f31ec9dcaea9bd70376b375c85fe10fbe4ca3e6e922c4c6047ccfbaaed63c5⟧	96a21c358aaccde151445821318918b1	2023-01-18 09:41:07
3	mobilepay	https://in.pizzeria-vesuvio.fi/hooks/mobilepay	⟦qGHIBxw8d6GwYqNdHTJq9Pb07OWK+6zROupzqTMzulh/FEwD⟧	02c78519e67ae142a018ef7b7df324c1	2023-03-02 15:22:40
4	posti	https://in.pizzeria-vesuvio.fi/hooks/posti	\N	3fa17913d872b02a066be7b2afdb6bad	2023-06-29 07:03:12
\.

ALTER TABLE ONLY public.webhook_endpoints ADD CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id);
ALTER ROLE webhook_writer WITH LOGIN PASSWORD '⟦lakritsi-ja-salmiakki⟧';
-- sha256 of the dump: 88c7c44057a051294aaff2031944e3d9ae118be4043cad2bf53ca6649792be1e
