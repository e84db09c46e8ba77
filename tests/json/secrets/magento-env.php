<?php
return [
    'backend' => [
        'frontName' => 'backoffice'
    ],
    'remote_storage' => [
        'driver' => 'file'
    ],
    'queue' => [
        'amqp' => [
            'host' => 'mq.verdemar.example',
            'port' => '5672',
            'user' => 'magento',
            'password' => '⟦TqbJgaaNCoG9cYpI8Q⟧',
            'virtualhost' => '/'
        ],
        'consumers_wait_for_messages' => 1
    ],
    'crypt' => [
        'key' => '⟦2f41f5bc05522f02838e3c6db1cd810e⟧'
    ],
    'db' => [
        'table_prefix' => '',
        'connection' => [
            'default' => [
                'host' => 'db.verdemar.example',
                'dbname' => 'magento_prod',
                'username' => 'magento_prod',
                'password' => '⟦Jangada&Sol-571⟧',
                'model' => 'mysql4',
                'engine' => 'innodb',
                'initStatements' => 'SET NAMES utf8;',
                'active' => '1'
            ]
        ]
    ],
    'resource' => [
        'default_setup' => [
            'connection' => 'default'
        ]
    ],
    'x-frame-options' => 'SAMEORIGIN',
    'MAGE_MODE' => 'production',
    'session' => [
        'save' => 'redis',
        'redis' => [
            'host' => 'cache.verdemar.example',
            'port' => '6379',
            'password' => '⟦ORvZytA7mWwpjU2ozhUg20VgT5kL1l⟧',
            'timeout' => '2.5',
            'database' => '2',
            'max_concurrency' => '20'
        ]
    ],
    'cache' => [
        'frontend' => [
            'default' => [
                'id_prefix' => '69d_',
                'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis'
            ]
        ]
    ],
    'install' => [
        'date' => 'Tue, 03 Mar 2026 09:12:44 +0000'
    ]
];
