<?php
$CONFIG = array (
  'instanceid' => 'oc8k2vqxm1zt',
  'passwordsalt' => '⟦ukQDWz6Xm6AD6mx9xd5HSOaIQYcZVh⟧',
  'secret' => '⟦8dw4xGxhTqXhbu6IuWGfLeouWJbJNfatg32HLoC6mgeBBLqx⟧',
  'trusted_domains' => 
  array (
    0 => 'nube.colegio-sanmartin.example',
    1 => '192.168.20.5',
  ),
  // Los datos están en el volumen grande, no mover sin avisar a Pilar
  'datadirectory' => '/srv/nextcloud/data',
  'dbtype' => 'mysql',
  'version' => '28.0.4.1',
  'overwrite.cli.url' => 'https://nube.colegio-sanmartin.example',
  'dbname' => 'nextcloud',
  'dbhost' => 'localhost:3306',
  'dbport' => '',
  'dbtableprefix' => 'oc_',
  'mysql.utf8mb4' => true,
  'dbuser' => 'oc_admin',
  'dbpassword' => '⟦lz3Nn4aIRB9skOUInG5hJc4Oj9Q2oo⟧',
  'installed' => true,
  'default_language' => 'es',
  'default_phone_region' => 'ES',
  'memcache.local' => '\\OC\\Memcache\\APCu',
  'memcache.locking' => '\\OC\\Memcache\\Redis',
  'redis' => 
  array (
    'host' => '/run/redis/redis-server.sock',
    'port' => 0,
    'timeout' => 1.5,
  ),
  'mail_smtpmode' => 'smtp',
  'mail_smtphost' => 'smtp.colegio-sanmartin.example',
  'mail_smtpport' => '587',
  'mail_smtpauth' => 1,
  'mail_smtpname' => 'nube@colegio-sanmartin.example',
  'mail_smtppassword' => '⟦Verano.Azul_1981⟧',
  'mail_from_address' => 'nube',
  'mail_domain' => 'colegio-sanmartin.example',
  'maintenance' => false,
  'loglevel' => 2,
);
