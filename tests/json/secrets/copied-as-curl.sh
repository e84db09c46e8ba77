curl 'https://app.kadenza-hr.com/api/employees?department=4&active=true' \
  -H 'accept: application/json, text/plain, */*' \
  -H 'accept-language: pt-PT,pt;q=0.9,en;q=0.8' \
  -H 'authorization: Bearer ⟦eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IkNzMEdvWmFBUXJLdGN2ODJ3dDd3ZEEifQ.eyJpc3MiOiJodHRwczovL2thZGVuemEuZXUuYXV0aDAuY29tLyIsInN1YiI6ImF1dGgwfDZmMGRkYjA0ZGE3ZDM2ZWQzYTlhMDg2NCIsImF1ZCI6Imh0dHBzOi8vYXBpLmthZGVuemEtaHIuY29tIiwiZXhwIjoxNzc5MjAwMDAwfQ.7ORaDmqSXCsBnOrK2gmZhnzz_Rr7HTw5u9GMFcQ6_RKpLZIJCzpQ9IYtl94bQA36i11tt_A3sC7UQVx35zhUsUPLVLT24UOXnlJnRWajyCqRjYYg3leX6H14upBrhBAl5pEd48PkyoLYA3Iv1L7rj2D8FYE7FyuLNmpTTYGFqz9OKAXg_5ZKnwGOYwXaYBul63zF-liEw4FEPEIa_eHjDhOAqr5bQpmuTjVYQAKN_VT7d_Z8rhQlrg-Lwikdahcq1pfDjs8b3Es0JFAgGhwcL4Afc5BmNbFDJqlDRpqx37ISJWIYL76ePIicw2XhaNRQ8HFsG98Ah7wW-1b8j_h8wQ⟧' \
  -b '_gid=GA1.2.833989794.5751369850; connect.sid=⟦s%3A_DsbBnd2viChnX5501_390Au6gQnsudT.hoyNoBsw-d5jNPNi48wL8kUQPJApfnTxmV8YAiCScSk⟧; theme=dark' \
  -H 'sec-ch-ua: "Chromium";v="136", "Google Chrome";v="136", "Not.A/Brand";v="99"' \
  -H 'sec-fetch-mode: cors' \
  -H 'x-request-id: 55bbced3-d63a-417f-97c5-38df6c4245c4' \
  --compressed

curl 'https://app.kadenza-hr.com/api/integrations/personio' \
  -X 'PUT' \
  -H 'content-type: application/json' \
  -H 'authorization: Bearer '"$KADENZA_TOKEN" \
  --data-raw '{"clientId":"papi-90895642-8a34-4b49-aa79-e1eda0d2ab1b","clientSecret":"⟦papi-C744kzktgVoa9vL0PRgAtSyZJgB7M6w44jE1qytmZYuMVfk5⟧","syncInterval":60,"mapping":{"email":"work_email","id":"employee_id"}}'

curl -k --user 'admin:⟦Zx90-portal⟧' --cert ./client.crt --key ./client.key 'https://10.12.0.5:8443/status'
