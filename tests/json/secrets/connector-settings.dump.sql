-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
-- Host: mysql-sync-2    Database: integrations
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;

CREATE USER IF NOT EXISTS 'reporting'@'10.8.%' IDENTIFIED BY '⟦Mistral.Soir_56⟧';
GRANT SELECT ON integrations.* TO 'reporting'@'10.8.%';

DROP TABLE IF EXISTS `connector_account`;
CREATE TABLE `connector_account` (
  `id` int NOT NULL AUTO_INCREMENT,
  `uuid` char(36) NOT NULL,
  `vendor` varchar(32) NOT NULL,
  `base_url` varchar(255) DEFAULT NULL,
  `username` varchar(128) DEFAULT NULL,
  `password` varchar(128) DEFAULT NULL,
  `refresh_token` text,
  `last_sync` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

LOCK TABLES `connector_account` WRITE;
INSERT INTO `connector_account` VALUES
(1,'7c0f9b1e-3b0d-4a6e-9d53-0e7f4a2c81b6','freshdesk','https://lumi.freshdesk.com','agent-api','⟦Gr1nder+Lune⟧',NULL,'2024-06-30 22:15:01'),
(2,'e19d4a70-58c2-4f3b-8b1d-94c6f0a7d235','xero','https://api.xero.com','','', '⟦hQ7zVx2LkT9rYb4nWcJd0PsHf5GmUeAo1KiXt8EvSyN⟧','2024-07-01 03:00:44'),
(3,'0a6b2f9c-d417-4e88-a5f0-c3d71e9b4826','jira','https://lumi.atlassian.net','sync@lumi.example.fr',NULL,NULL,'2024-07-01 03:01:10'),
(4,'b3f8d1c5-6e29-470a-9c4b-1d80e7f5a392','magento','https://shop.lumi.fr/rest/V1','admin_sync','⟦p4stis-Ombre!⟧',NULL,NULL);
UNLOCK TABLES;

INSERT INTO `app_setting` (`name`, `value`, `updated_by`) VALUES
('smtp_host','smtp.lumi.fr','root'),
('smtp_password','⟦Cigale88;ete⟧','camille'),
('password_policy','min12,upper,digit','root'),
('encryption_key','⟦base64:vT8qXzL2kR9bYn4WcJd0PsHf5GmUeAo1KiXt7EvSyNQ=⟧','root');
-- Dump completed on 2024-07-01  4:00:03
