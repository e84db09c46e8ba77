<?php
/** Database settings */
define( 'DB_NAME', 'wp_keramika' );
define( 'DB_USER', 'wp_keramika' );
define( 'DB_PASSWORD', '⟦Lončar.Kolo/19⟧' );
define( 'DB_HOST', 'localhost:/run/mysqld/mysqld.sock' );
define( 'DB_CHARSET', 'utf8mb4' );

define( 'AUTH_KEY',         '⟦aGYl0-?XUq9SEvAsq0qudVmfhEFTuUaTS.7KQOLCpB5CrO5yKygdM0Tte4%6+qR2⟧' );
define( 'SECURE_AUTH_KEY',  '⟦N%Gb0hCXtVTtZJ0niDq9RoOeGcdH%eQ9uacYEKA6cMHG4iBrO#rsg8Oo8IUHNH?K⟧' );
define( 'LOGGED_IN_KEY',    '⟦PmiNlZjytdn6er2J0fhwDEGM8GaeUgCOzUl=-LBVaIxk*5nedE6S80pvgtfbx02Y⟧' );

$table_prefix = 'krm_';
define( 'WP_DEBUG', false );
define( 'DISALLOW_FILE_EDIT', true );
define( 'WPLANG', 'sl_SI' );

/* Licence ključ vtičnika */
define( 'ACF_PRO_LICENSE', '⟦sJ3AA1+sEI+Mo70RsAGDrhYmod5s3XvdhAv6uZiHv+P+CatYG5Nki9aRc+iT+b5eNjqW79Uw⟧' );
define( 'WPMS_SMTP_USER', 'narocila@keramika.si' );
define( 'WPMS_SMTP_PASS', '⟦glina&ogenj⟧' );
define( 'WP_CACHE_KEY_SALT_NAME', 'keramika-prod' );

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
