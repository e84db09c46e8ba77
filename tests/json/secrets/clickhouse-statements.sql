-- clickhouse-client 24.2.1, cluster analytics_3s2r
CREATE USER IF NOT EXISTS superset ON CLUSTER analytics_3s2r
    IDENTIFIED WITH sha256_password BY '⟦Sardinha_Assada.7⟧' HOST IP '10.14.0.0/16' DEFAULT ROLE leitura;

CREATE TABLE eventos.pedidos ON CLUSTER analytics_3s2r
(
    id UUID,
    chave_cliente String,
    token_sessao_hash FixedString(32),
    criado DateTime
)
ENGINE = ReplicatedMergeTree
PRIMARY KEY (criado, id)
ORDER BY (criado, id, chave_cliente);

INSERT INTO eventos.pedidos SELECT * FROM mysql('mysql.loja:3306', 'loja', 'pedidos', 'exportador', '⟦0qvZAhtlvwg4xYrgb1⟧');

INSERT INTO FUNCTION s3('https://lisboa.s3.backblaze.example/exp/pedidos.parquet', 'exportador-lisboa', '⟦K0051gioRvVdBhm1eiDJ4KbipQuJPtp⟧', 'Parquet')
SELECT * FROM eventos.pedidos WHERE criado >= '2024-04-01';

CREATE NAMED COLLECTION postgres_faturas AS host = 'pg.loja', port = 5432, user = 'faturas', password = '⟦ginjinha d''Óbidos⟧', database = 'faturas';

SELECT name, auth_type, storage FROM system.users WHERE name = 'superset';
-- superset	sha256_password	replicated
-- query_id: c82eca50-002a-4273-b17e-3f8adad20b22
