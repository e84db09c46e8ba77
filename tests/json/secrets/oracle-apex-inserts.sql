-- export: tabella dei parametri, schema INTEGRA
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (101, 'bartolini.ws.utente', '0741188', 'S', date '2023-02-10');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (102, 'bartolini.ws.password', '⟦cap1tano⟧', 'P', date '2023-02-10');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (103, 'satispay.key_id', 'etcngxjzoej0y9inf7z7eump3vfzsq4mf2s6ls6qfswj0glvki5lid', 'S', date '2023-05-22');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (104, 'satispay.public_key_path', '/etc/satispay/pub.pem', 'S', date '2023-05-22');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (105, 'scalapay.bearer', '⟦qhtfs87hjncjtoejxzeisf7zrpi⟧', 'P', date '2023-06-01');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (106, 'password.lunghezza.minima', '8', 'N', date '2021-01-01');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (107, 'trovaprezzi.merchant_secret', '⟦08ef89781daa251eec74a79042ff2935⟧', 'P', date '2023-09-18');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (108, 'pec.smtp.host', 'smtps.pec.aruba.it', 'S', date '2022-11-30');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (109, 'pec.smtp.password', '⟦Pec-Sicura.2022⟧', 'P', date '2022-11-30');
insert into PARAMETRI (ID, CHIAVE, VALORE, TIPO, MODIFICATO) values (110, 'chiave_primaria', 'ID', 'S', date '2021-01-01');
commit;
update UTENTI set TOKEN_RESET = null, TENTATIVI = 0 where LOGIN = 'mrossi';
-- md5 dfadb3bc493655f23f28ec218ff712fb
