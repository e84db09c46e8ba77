-- MySQL dump 10.13  Distrib 8.0.39, for Linux (x86_64)
--
-- Host: mysql-main    Database: storefront
-- ------------------------------------------------------
-- Server version	8.0.39

/*!40101 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS `api_clients`;
CREATE TABLE `api_clients` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(80) NOT NULL,
  `client_id` varchar(40) NOT NULL,
  `client_secret` varchar(64) NOT NULL,
  `active` tinyint(1) NOT NULL DEFAULT '1',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4;

LOCK TABLES `api_clients` WRITE;
INSERT INTO `api_clients` (`id`, `name`, `client_id`, `client_secret`, `active`) VALUES (1,'Warehouse scanner','wh-scanner','⟦CeEc28pYVfsIfa1smLzkLcu8XSkF0mKrk8fHHfug⟧',1),(2,'Mobile app','mobile-ios','⟦T87ZQnFJa1hczlQue9M88fal4r0CCJ1HOc5FEdfm⟧',1);
UNLOCK TABLES;

DROP TABLE IF EXISTS `settings`;
CREATE TABLE `settings` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(120) NOT NULL,
  `value` text,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=9 DEFAULT CHARSET=utf8mb4;

LOCK TABLES `settings` WRITE;
INSERT INTO `settings` (`id`, `name`, `value`) VALUES
(1,'shop.title','Pinecone Toys'),
(2,'mail.host','smtp.pinecone-toys.example'),
(3,'mail.user','shop@pinecone-toys.example'),
(4,'mail.password','⟦Drift%Acorn-58⟧'),
(5,'stripe.publishable_key','pk_live_51aMJ2pUMcWK03bIXM7bJHzYxpFyWZxqvPiwLSoFlyYfoDE6Uj2D7KSHCIOOtPk5TlPVPXxT3fNSaVTaPqYcrCg0TULV49T5N7G'),
(6,'stripe.secret_key','⟦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⟧'),
(7,'stripe.webhook_secret','⟦whsec_S3K6Ef9ZuC7kDLR6BdNqoniBeDvHXSB7⟧'),
(8,'currency','EUR');
UNLOCK TABLES;

-- Dump completed on 2026-11-12  3:00:07
