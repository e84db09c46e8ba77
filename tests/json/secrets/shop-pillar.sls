# pillar/prod/shop.sls
# 注意: このファイルは本番用です。変更前に運用チームへ連絡してください。
shop:
  environment: production
  domain: shop.yamabuki-tea.example
  workers: 8
  static_root: /srv/shop/static

mysql:
  server:
    root_password: ⟦MVqucRADI_nBlxZS0-ZY⟧
    bind: 10.20.0.11
    mysqld:
      innodb_buffer_pool_size: 4G
      max_connections: 300
  user:
    shop_app:
      host: '10.20.0.%'
      password: ⟦mqB_vxtEm!yhUexD4F⟧
      databases:
        - database: shop
          grants: ['select', 'insert', 'update', 'delete']
    shop_ro:
      host: '10.20.0.%'
      password_hash: '⟦*66AD1C914065475573C4DD1350D4919AFAB71A46⟧'
      databases:
        - database: shop
          grants: ['select']

# 決済 (Stripe)
stripe:
  publishable_key: pk_live_51MzT4uKc8VbW2nQrLx7Ys0Dp
  secret_key: ⟦sk_live_51MzT4uKc8nUcdGS1w8yviSJ6QYfF0aXypthQ7O9t7⟧
  webhook_secret: ⟦whsec_ICwxtJkmne1JC6zJH1T4OQbbyiOHWnES⟧

users:
  deploy:
    fullname: Deploy user
    home: /home/deploy
    groups: [www-data]
    ssh_auth:
      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJq0z2W8mVt4YH1cKxNf7sPeLbRuG9dQoXiT5vA3kMhE deploy@build01
  sato:
    fullname: 佐藤 健
    password: ⟦$6$Xv9pTq2L$k3Jm8sWz0YbR5nHc7uFdQeVg1aLtPoIx4yKjNfMrTwZsB6hGvCpUoDq2EiXlA9mWkS7nJb3tRyHf0zVcLuPg.⟧
    sudouser: true
