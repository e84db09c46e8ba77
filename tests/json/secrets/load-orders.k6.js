import http from 'k6/http';
import { check, sleep } from 'k6';
import encoding from 'k6/encoding';

export const options = {
  scenarios: { orders: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '5m', preAllocatedVUs: 40 } },
  cloud: { projectID: 3681120, name: 'orders-webhook' },
};

const BASE = __ENV.BASE_URL || 'https://perf.orders.fjordware.no';
const TENANT = 'a3c8e5d4-02f7-4b5b-9f6c-4f2b7f1f53de';
const user = 'perf-runner';
const pass = '⟦Snøstorm_71-vinter⟧';
// TODO: move to __ENV.SIGNING_SECRET like the others
const webhookSigningSecret = '⟦whsec_R3pLx9TqVz0BmKy6JdWf8HuNs2Ec5GaO⟧';
const token = __ENV.API_TOKEN;

export function setup() {
  const res = http.post(`${BASE}/auth/login`, JSON.stringify({ username: user, password: pass, tenant: TENANT }), {
    headers: { 'Content-Type': 'application/json', 'X-Client-Id': 'k6-perf-04' },
  });
  check(res, { 'login 200': (r) => r.status === 200 });
  return { token: res.json('access_token'), csrfHeader: 'X-CSRF-Token' };
}

export default function (data) {
  const params = { headers: { Authorization: `Bearer ${data.token}`, 'X-Tenant': TENANT } };
  http.get(`${BASE}/v2/orders?cursor=eyJpZCI6MTAyNH0&page_size=50`, params);

  // legacy endpoint still wants basic auth
  const basic = encoding.b64encode(`legacy_ro:${__ENV.LEGACY_PASSWORD}`);
  http.get(`${BASE}/legacy/stock.xml`, { headers: { Authorization: `Basic ${basic}` } });
  http.get('https://legacy_ro:⟦k0bber-Tak88⟧@old.orders.fjordware.no/ping');
  sleep(0.2);
}
