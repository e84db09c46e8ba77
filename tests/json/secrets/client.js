const axios = require('axios');
const client = axios.create({ baseURL: 'https://api.example', headers: { 'X-Api-Key': '⟦js-key-1⟧' } });
const password = process.env.SHOP_PASSWORD;
const secretKey = "⟦js-secret⟧";
module.exports = { client, region: 'eu', authToken: `⟦js-token⟧` };
