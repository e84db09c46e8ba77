ThisBuild / organization := "io.brightfern"
ThisBuild / scalaVersion := "3.4.2"
ThisBuild / version      := "2.8.0-SNAPSHOT"

val pekkoVersion = "1.1.2"

lazy val ingest = (project in file("ingest"))
  .enablePlugins(JavaAppPackaging, DockerPlugin)
  .settings(
    name := "ingest",
    libraryDependencies ++= Seq(
      "org.apache.pekko" %% "pekko-stream" % pekkoVersion,
      "org.apache.pekko" %% "pekko-slf4j"  % pekkoVersion,
      "org.flywaydb"      % "flyway-core"   % "10.20.1",
      "org.scalatest"    %% "scalatest"     % "3.2.19" % Test
    ),
    flywayUrl      := "jdbc:postgresql://localhost:5433/ingest_test",
    flywayUser     := "ingest",
    flywayPassword := "⟦bjM2EqfzGW7N⟧",
    dockerBaseImage := "eclipse-temurin:21-jre"
  )

resolvers += "Brightfern Nexus" at "https://nexus.brightfern.io/repository/maven-releases/"

credentials += Credentials(
  "Sonatype Nexus Repository Manager",
  "nexus.brightfern.io",
  "ci-publisher",
  "⟦c1pP7kbvFY7EulfITwrsLC⟧"
)

publishTo := {
  val nexus = "https://nexus.brightfern.io/repository/"
  if (isSnapshot.value) Some("snapshots" at nexus + "maven-snapshots")
  else Some("releases" at nexus + "maven-releases")
}
