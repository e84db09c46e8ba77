  101  curl -s -X POST https://api.example/login -d 'user=ada&pass=⟦hist-one⟧'
  102  curl -H "X-API-KEY: ⟦hist key⟧" https://api.example/items?limit=5
  103  curl --user admin:⟦hist-3⟧ --insecure https://nexus.example/service/rest/v1/status
  104  export GITHUB_TOKEN=⟦ghp_16C7e42F292c6912E7710c838347Ae178B4a⟧
  105  git clone https://oauth2:⟦glpat-abcDEF123456ghiJKL78⟧@gitlab.example/acme/shop.git
  106  mysql -h db -u root -p⟦hist6⟧ shop < dump.sql
  107  docker login -u ada -p ⟦hist-7⟧ reg.example
  108  sshpass -p '⟦hist 8⟧' ssh ada@host.example uptime
  109  PGPASSWORD=⟦hist9⟧ psql -h db.example -U app -c 'select 1'
  110  aws configure set aws_secret_access_key ⟦hist/10⟧
  111  curl -b 'session=⟦histc11⟧' https://app.example/home
  112  ls -la ~/.ssh && cat README.md
  113  echo ⟦hist-13⟧ | docker login --password-stdin reg.example
  114  tar -p -xzf backup.tgz
