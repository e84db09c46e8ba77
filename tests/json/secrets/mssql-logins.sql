USE [master];
GO
-- Login for the interface, password policy is on
CREATE LOGIN [svc_schnittstelle] WITH PASSWORD = N'⟦Bäckerstr.14-Hinterhof⟧', DEFAULT_DATABASE = [ERP], CHECK_POLICY = ON;
ALTER LOGIN [svc_report] WITH PASSWORD = '⟦5wBYbNoI3KnjAqcrA4Qj⟧' OLD_PASSWORD = '⟦report2017⟧';
GO
EXEC sp_addlinkedsrvlogin @rmtsrvname = N'SAGE100', @useself = N'False', @locallogin = NULL,
     @rmtuser = N'odbc_leser', @rmtpassword = N'⟦Gießkanne-3⟧';
GO
CREATE DATABASE SCOPED CREDENTIAL LakeCred
WITH IDENTITY = 'SHARED ACCESS SIGNATURE',
     SECRET = 'sv=2022-11-02&ss=b&srt=co&sp=rl&se=2025-01-01T00:00:00Z&sig=⟦9HwQdMOFuXaKE8OdClm9TQ6tL436%2BgtDFnxTZRBAwH%3D⟧';
GO
USE [ERP];
CREATE TABLE dbo.ApiToken (
    TokenId     UNIQUEIDENTIFIER NOT NULL DEFAULT NEWID(),
    TokenName   NVARCHAR(80)     NOT NULL,
    Secret      VARBINARY(256)   NULL,
    CONSTRAINT PK_ApiToken PRIMARY KEY CLUSTERED (TokenId)
);
CREATE MASTER KEY ENCRYPTION BY PASSWORD = '⟦vier linke Handschuhe⟧';
GRANT SELECT ON dbo.ApiToken TO svc_report;
GO
