<?php
/** The base configuration for WordPress */
define( 'DB_NAME', 'wp_bottega' );
define( 'DB_USER', 'wp_bottega' );
define( 'DB_PASSWORD', '⟦3D1vb1ZxYfh88QUk⟧' );
define( 'DB_HOST', 'localhost:3306' );
define( 'DB_CHARSET', 'utf8mb4' );

/**#@+ Authentication unique keys and salts. */
define( 'AUTH_KEY',         '⟦1B9g0Zl8qE2jXkCQdZCMytLDrYq_g.ohDI9b-H+4kuKVdR?REiwUb2w+lUurfzQO⟧' );
define( 'SECURE_AUTH_KEY',  '⟦wMvQFmAt!P1-d+Y1arvn6toMESs5jxiK0tX*xbZ5*UHmpsLYG7=cUjtmpro93Aak⟧' );
define( 'NONCE_KEY',        'put your unique phrase here' );
define( 'AUTH_SALT',        '⟦5NhmBH0JVOb7bU.b3DCDYeqHzyJqAyhZLoifgBKOdf?pGiisIygFKjMUvj02n8yO⟧' );
/**#@-*/

$table_prefix = 'wp_8k_';
define( 'WP_DEBUG', false );
define( 'FTP_USER', 'bottega' );
define( 'FTP_PASS', '⟦limoncello77⟧' );
define( 'FTP_HOST', 'ftp.bottega.example' );
define( 'GOOGLE_CLIENT_ID', '005361228195-yr1k30n85zqwwei0zjy9fjyia2eaanh7.apps.googleusercontent.com' );
define( 'GOOGLE_CLIENT_SECRET', '⟦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⟧' );
define( 'RECAPTCHA_SITE_KEY', '6Ly0ilPZt6s9fVIicQZrfcvjMgGsUycv5QIAqnKF' );
define( 'PASSWORD_RESET_URL', 'https://bottega.example/reimposta-password' );
define( 'LICENSE_SERVER', 'https://licenze.plugin.example' );
define( 'MAILER_DSN', 'smtp://bottega%40posta.example:⟦3asGtsydPH9x62lVfb⟧@smtp.posta.example:465' );

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
