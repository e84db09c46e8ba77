plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
    id("io.sentry.android.gradle") version "4.13.0"
}

android {
    namespace = "nl.polderapp.rides"
    compileSdk = 35

    defaultConfig {
        applicationId = "nl.polderapp.rides"
        minSdk = 26
        targetSdk = 35
        versionCode = 412
        versionName = "4.1.2"
    }

    signingConfigs {
        create("release") {
            storeFile = file("../keys/polder-release.jks")
            storePassword = "⟦yD5bRSu8LoheOIzER⟧"
            keyAlias = "polder"
            keyPassword = "⟦kwtI61mVNa5Xft9Kg⟧"
        }
        create("beta") {
            storeFile = file("../keys/beta.jks")
            storePassword = System.getenv("BETA_STORE_PASSWORD")
            keyAlias = "beta"
            keyPassword = System.getenv("BETA_KEY_PASSWORD")
        }
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            signingConfig = signingConfigs.getByName("release")
            buildConfigField("String", "API_BASE", "\"https://api.polderapp.nl/v3\"")
            buildConfigField("String", "API_CLIENT_SECRET", "\"⟦FWbels0VqkZnC5YLJkaqdrcq9TSHKBEYRmCFACFb⟧\"")
        }
    }
}

sentry {
    org = "polder"
    projectName = "rides-android"
    authToken = "⟦sntrys_vjefif4nqwXVyWiCljDZFNuQFnwxbAuJ1P6PfOxL3MX4YP09LOlDRIldcBWjL2Sb⟧"
}
