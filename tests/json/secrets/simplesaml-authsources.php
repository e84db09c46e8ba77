<?php
$config = [
    'admin' => [ 'core:AdminPassword' ],

    'uni-ldap' => [
        'ldap:LDAP',
        'hostname' => 'ldaps://dir.hogeschool-maas.nl',
        'port' => 636,
        'attributes' => ['uid', 'mail', 'eduPersonAffiliation'],
        'search.enable' => true,
        'search.base' => 'ou=medewerkers,dc=hogeschool-maas,dc=nl',
        'search.username' => 'cn=saml,ou=service,dc=hogeschool-maas,dc=nl',
        'search.password' => '⟦Maasbrug;Eijsden⟧',
    ],

    'surfconext' => [
        'saml:SP',
        'entityID' => 'https://sp.hogeschool-maas.nl/simplesaml',
        'idp' => 'https://engine.surfconext.nl/authentication/idp/metadata',
        'privatekey' => 'sp-2023.key',
        'privatekey_pass' => '⟦X4BVxJqgEayC1zcIy8GS⟧',
        'certificate' => 'sp-2023.crt',
        'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    ],
];
// config.php
$config['secretsalt'] = '⟦a3rbos2ca9hw0qztkz9u6bje1b5sqr9k⟧';
$config['auth.adminpassword'] = '⟦tulp3nb0l⟧';
$config['session.cookie.name'] = 'SimpleSAMLSessionID';
$config['technicalcontact_email'] = 'ict@hogeschool-maas.nl';
