// TTGO T-Beam weather node, TTN v3, EU868
#include <lmic.h>
#include <hal/hal.h>
#include <WiFi.h>
#include <PubSubClient.h>

// little-endian (lsb) as shown in the TTN console
static const u1_t PROGMEM APPEUI[8] = { 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00 };
static const u1_t PROGMEM DEVEUI[8] = { 0x3F, 0x1A, 0x06, 0xD0, 0x7E, 0xD5, 0xB3, 0x70 };
// big-endian (msb)
static const u1_t PROGMEM APPKEY[16] = { ⟦0x8C, 0x41, 0xE9, 0x0B, 0x77, 0xD2, 0x5A, 0x13, 0xF6, 0x28, 0x9D, 0xC0, 0x34, 0xAB, 0x61, 0xEE⟧ };

const char* ssid     = "Bakkegaarden";
const char* wifiPass = "⟦hestesko-og-havre⟧";
const char* mqttHost = "mqtt.bakkegaarden.example";
const char* mqttUser = "node-07";
#define MQTT_PASS "⟦PD113mIn46wLQgMD⟧"
#define OTA_PIN   "⟦0042⟧"
#define FW_BUILD  "f09fa0f"

WiFiClient net;
PubSubClient mqtt(net);

void os_getDevKey(u1_t* buf) { memcpy_P(buf, APPKEY, 16); }
void os_getArtEui(u1_t* buf) { memcpy_P(buf, APPEUI, 8); }

void setup() {
  Serial.begin(115200);
  WiFi.begin(ssid, wifiPass);
  mqtt.setServer(mqttHost, 1883);
  mqtt.connect("node-07", mqttUser, MQTT_PASS);
  Serial.println("password accepted, DevEUI 70B3D57ED0061A3F");
}
