-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: glpi
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `glpi_authldaps`;
CREATE TABLE `glpi_authldaps` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `host` varchar(255) DEFAULT NULL,
  `basedn` varchar(255) DEFAULT NULL,
  `rootdn` varchar(255) DEFAULT NULL,
  `rootdn_passwd` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `glpi_authldaps` VALUES
(1,'AD siege','dc01.mairie.local','DC=mairie,DC=local','CN=glpi-bind,OU=Services,DC=mairie,DC=local','⟦L1ndenbaum/44⟧');
CREATE TABLE `glpi_users` (
  `id` int(10) unsigned NOT NULL,
  `name` varchar(255) DEFAULT NULL,
  `password` varchar(255) DEFAULT NULL,
  `password_last_update` timestamp NULL DEFAULT NULL,
  `api_token` varchar(255) DEFAULT NULL,
  `personal_token` varchar(255) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `glpi_users` VALUES
(2,'glpi','⟦$2y$10$b4zhoWOouWoCt464tvX05tmJJT8vGp1pq4dIIzgQFeC2g3js61eDd⟧','2023-01-11 08:12:55','⟦LfOnG2qjQKiu2bcRWLFyYTkbW3xZd9rJMTJlv2q7⟧',NULL),
(3,'post-only',NULL,NULL,NULL,NULL),
(7,'h.lefevre','⟦$2y$10$EENoxcwpp6jjDrIuRKvf8agR68ngJw3710OobwrjASU2s4ixSapPe⟧','2024-02-02 16:40:01',NULL,'⟦XRTOFshXRB03oOEapxV0cjhdKw3R8ibosuAEBS2h⟧');
CREATE USER 'glpi'@'localhost' IDENTIFIED BY '⟦p0tiron⟧';
GRANT ALL PRIVILEGES ON `glpi`.* TO 'glpi'@'localhost';
-- Dump completed on 2024-05-30  2:00:04
