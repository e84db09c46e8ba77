<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'wp' );
define( 'DB_PASSWORD', '⟦wp-hunter-2⟧' );
define( 'DB_HOST', 'localhost' );
define( 'AUTH_KEY', '⟦put-some-salt-9⟧' );
define( 'WP_DEBUG', false );
$table_prefix = 'wp_';
