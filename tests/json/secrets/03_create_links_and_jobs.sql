-- run order: 01_tablespaces, 02_schemas, 03 (this file)
-- sqlplus /nolog @03_create_links_and_jobs.sql
WHENEVER SQLERROR EXIT 2
CONNECT sys/⟦Tr0ubl3maker_9⟧@//ora19c-prod.fin.example:1521/FINPDB AS SYSDBA

ADMINISTER KEY MANAGEMENT SET KEYSTORE OPEN IDENTIFIED BY "⟦Wallet open sesame 19⟧";

CREATE USER stg_loader IDENTIFIED BY "⟦EtRFKiZtdW1Zqu1J#1⟧"
  DEFAULT TABLESPACE stg_data QUOTA UNLIMITED ON stg_data
  PROFILE svc_no_expire;
CREATE USER ops$backup IDENTIFIED EXTERNALLY;
CREATE USER report_ro IDENTIFIED BY "&report_ro_password";
ALTER USER dwh_etl IDENTIFIED BY ⟦spring2024⟧ ACCOUNT UNLOCK;

GRANT CREATE SESSION TO stg_loader, report_ro;

CREATE DATABASE LINK hr_lnk
  CONNECT TO hr_read IDENTIFIED BY "⟦kM7$vtQ_read⟧"
  USING '(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=hrdb2)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=HRPRD)))';

BEGIN
  DBMS_CREDENTIAL.CREATE_CREDENTIAL(
    credential_name => 'SFTP_BANK',
    username        => 'fin4471',
    password        => '⟦x8xS9jAMi3q4csBxa96cNTKQ⟧');
END;
/
SELECT username, password_versions, expiry_date FROM dba_users WHERE oracle_maintained = 'N';
EXIT
