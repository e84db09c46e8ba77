-- refresh_uat.sql: run as sqlplus /nolog @refresh_uat.sql
SET ECHO OFF
SET FEEDBACK ON
WHENEVER SQLERROR EXIT SQL.SQLCODE
SPOOL refresh_uat.log

CONNECT system/⟦3q6MYLTenhhT⟧@//uatdb01.baltbank.lv:1521/UATPDB

DROP USER loans_app CASCADE;

CREATE USER loans_app IDENTIFIED BY "⟦b1bGzpPL3ctJQeMN⟧"
  DEFAULT TABLESPACE loans_data
  TEMPORARY TABLESPACE temp
  QUOTA UNLIMITED ON loans_data
  PROFILE app_profile;

GRANT CREATE SESSION, CREATE TABLE, CREATE VIEW, CREATE PROCEDURE TO loans_app;

ALTER USER loans_ro IDENTIFIED BY "⟦RpWrMHnbHImtCq2m⟧" ACCOUNT UNLOCK;

CREATE DATABASE LINK prod_rates
  CONNECT TO rates_reader IDENTIFIED BY "⟦LSsjKpYn3SHDif⟧"
  USING 'rates-prod.baltbank.lv:1521/RATES';

BEGIN
  DBMS_SCHEDULER.CREATE_JOB(
    job_name        => 'LOANS_APP.REFRESH_RATES',
    job_type        => 'STORED_PROCEDURE',
    job_action      => 'LOANS_APP.PKG_RATES.REFRESH',
    repeat_interval => 'FREQ=DAILY;BYHOUR=5',
    enabled         => TRUE);
END;
/

INSERT INTO loans_app.parameters (code, value) VALUES ('RATES_SOURCE', 'prod_rates');
INSERT INTO loans_app.parameters (code, value) VALUES ('MAX_TERM_MONTHS', '84');
COMMIT;

SPOOL OFF
EXIT
