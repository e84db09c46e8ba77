http POST https://api.example.com/login username=ada password=⟦htp-1⟧
http --auth-type=bearer --auth=⟦htp-bearer⟧ https://api.example.com/me
curl -u "ada:$PASS" https://api.example.com
curl "https://ada:⟦urlpw9⟧@files.example.com/a"
kubectl create secret generic db --from-literal=password=⟦k-lit⟧ --from-literal=user=app -n prod
kubectl config set-credentials ada --token=⟦k-tok⟧
gcloud auth activate-service-account --key-file=/tmp/key.json
helm upgrade shop ./chart --set image.tag=1.2 --set db.password=⟦hlm-pw⟧,db.host=pg
vault write auth/approle/login role_id=r-1 secret_id=⟦v-sec⟧
openssl enc -aes-256-cbc -k ⟦ossl-k⟧ -in a -out b
export AWS_SECRET_ACCESS_KEY=⟦x/aws⟧ AWS_REGION=eu-west-1
mysqldump --user=root --password=⟦dump-pw⟧ shop > /backup/shop.sql
redis-cli -u redis://default:⟦rd-pw⟧@cache:6379 ping
ssh -i ~/.ssh/id_ed25519 ada@host 'systemctl restart shop'
7z a -p⟦zip-pw⟧ backup.7z /data
ansible-vault encrypt_string '⟦av-str⟧' --name db_password
