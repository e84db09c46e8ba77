plugins {
    id("com.android.application") version "8.3.1"
    kotlin("android") version "1.9.23"
}

android {
    namespace = "se.fjallkarta.app"
    compileSdk = 34
    signingConfigs {
        create("release") {
            storeFile = file("../keys/fjallkarta-upload.jks")
            storePassword = "⟦Kebnekaise2097m⟧"
            keyAlias = "upload"
            keyPassword = "⟦oeAXHrKkKNrihqNfBe⟧"
        }
        create("ci") {
            storeFile = file(System.getenv("CI_KEYSTORE") ?: "debug.keystore")
            storePassword = System.getenv("CI_KEYSTORE_PASSWORD")
        }
    }
    defaultConfig {
        buildConfigField("String", "WEATHER_API_SECRET", "\"⟦63dcd6a8c79f832dfc8680309c78d282e8db8202⟧\"")
        buildConfigField("String", "GIT_SHA", "\"0965eb0928cdad1a4b80af7560c03529217c31eb\"")
    }
}

repositories {
    maven("https://api.mapbox.com/downloads/v2/releases/maven") {
        // token scope: DOWNLOADS:READ
        credentials { username = "mapbox"; password = "⟦sk.eyJ1IjoiZmphbGxrYXJ0YSIsImEiOiJjkGVt1pdBPKHml1GLuKIn0.mObMc__oIzTe8sERjlfuKb⟧" }
    }
}
