<?php
/** The base configuration for WordPress */
define( 'DB_NAME', 'wp_shop' );
define( 'DB_USER', 'wp' );
define( 'DB_PASSWORD', '⟦Tau!Tropfen 3⟧' );
define( 'DB_HOST', 'localhost:/run/mysqld/mysqld.sock' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'AUTH_KEY',         '⟦k#9Lp{2~vQ;x!8Zr^tY&0wS*4uN@6bM(1cV)3gH-7jF+5dA=e⟧' );
define( 'SECURE_AUTH_KEY',  '⟦q%1Wz}7:eR<y>5Tu/iO?9pL[3kJ]2hG|8fD_4sA,6nB.0mC⟧' );
define( 'NONCE_SALT',       '⟦z!7Xc$5Vb%3Nm^1Qw&9Er*2Ty(4Ui)6Op-8As+0Df=Gh~Jk⟧' );
$table_prefix = 'wp_';
define( 'WP_DEBUG', false );
define( 'WP_CACHE_KEY_SALT', '⟦shop.example:9f8e⟧' );
define( 'FS_METHOD', 'direct' );
define( 'FTP_USER', 'deploy' );
define( 'FTP_PASS', '⟦Ftp-Lilie⟧' );
define( 'WPMS_SMTP_PASS', '⟦smtp Pass 77⟧' );
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
