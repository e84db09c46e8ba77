CREATE USER 'shop'@'%' IDENTIFIED BY '⟦sql-id-1⟧';
ALTER USER ada WITH PASSWORD '⟦pg-alter⟧';
GRANT ALL ON shop.* TO 'shop'@'%';
INSERT INTO settings (name, color) VALUES ('theme', 'dark');
-- dsn: Server=db;Uid=shop;Pwd=⟦dsn-pw⟧;Database=shop
