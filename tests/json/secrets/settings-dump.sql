-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
-- Host: localhost    Database: shop
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `ps_configuration`;
CREATE TABLE `ps_configuration` (
  `id_configuration` int unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(254) NOT NULL,
  `value` text,
  `date_upd` datetime NOT NULL,
  PRIMARY KEY (`id_configuration`),
  KEY `name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `ps_configuration` VALUES
(12,'PS_SHOP_NAME','Bottega del Sale','2023-04-02 10:11:09'),
(13,'PS_MAIL_SERVER','smtps.aruba.it','2023-04-02 10:11:09'),
(14,'PS_MAIL_USER','ordini@bottegadelsale.it','2023-04-02 10:11:09'),
(15,'PS_MAIL_PASSWD','⟦Saline.Trapani!7⟧','2023-04-02 10:11:09'),
(16,'PS_PASSWD_TIME_BACK','360','2023-04-02 10:11:09'),
(17,'NEXI_ALIAS','payment_3628114','2023-08-21 16:40:55'),
(18,'NEXI_MAC_KEY','⟦YfL6WSQ1PTckQhTxLuE7UvRhGcomXkE5JYrhPwCs⟧','2023-08-21 16:40:55'),
(19,'PS_VERSION_DB','8.1.5','2024-03-01 08:00:00'),
(20,'PS_WEBSERVICE_KEY_LENGTH','32','2024-03-01 08:00:00');
-- Dump completed on 2024-04-18  2:30:04
