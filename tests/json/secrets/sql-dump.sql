-- MySQL dump 10.13  Distrib 8.0.36
DROP TABLE IF EXISTS `users`;
CREATE TABLE `users` (
  `id` int NOT NULL AUTO_INCREMENT,
  `email` varchar(255) NOT NULL,
  `password_hash` varchar(255) NOT NULL,
  `reset_token` varchar(64) DEFAULT NULL,
  `created_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `idx_reset_token` (`reset_token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `users` VALUES (1,'ada@shop.example','⟦$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy⟧','⟦f3a1c0⟧','2026-01-01 10:00:00'),(2,'bob@shop.example','⟦$2y$10$abcdefghijklmnopqrstuuW4b2Lr9vQ0dJ1kL2mN3oP4qR5sT6uV7⟧',NULL,'2026-02-01 11:00:00');
CREATE TABLE `settings` (
  `name` varchar(64) NOT NULL,
  `value` text
);
INSERT INTO `settings` (`name`,`value`) VALUES ('site_title','Shop'),('smtp_password','⟦Post Horn⟧'),('currency','EUR'),('paypal_client_secret','⟦EPq9zX⟧');
CREATE USER 'report'@'%' IDENTIFIED BY '⟦Re-port1⟧';
ALTER USER shop WITH PASSWORD '⟦neu-Pass⟧';
GRANT SELECT ON shop.* TO 'report'@'%';
CREATE SERVER erp FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'erp', USER 'erp', PASSWORD '⟦Erp!1⟧');
SET PASSWORD FOR 'bob'@'localhost' = '⟦bob-Pass2⟧';
UPDATE users SET password_hash = MD5('⟦klartext⟧') WHERE id = 2;
