{ config, pkgs, lib, ... }:

{
  imports = [ ./hardware-configuration.nix ];

  networking.hostName = "atelier";
  networking.wireless = {
    enable = true;
    networks."Atelier-5G".psk = "⟦NbK2FCdxqI30zhrMg8⟧";
    networks."Freifunk" = { };
  };

  users.users.noemi = {
    isNormalUser = true;
    extraGroups = [ "wheel" "docker" ];
    initialPassword = "⟦ZXzO6HU92y⟧";
    openssh.authorizedKeys.keys = [
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI7BqDRiNBdkMqk8kR7ISrq1oN+yiS4oHTt4JgFT0CrPV noemi@laptop"
    ];
  };

  services.borgbackup.jobs.home = {
    paths = [ "/home" "/var/lib/vaultwarden" ];
    repo = "ssh://u284410@u284410.your-storagebox.example:23/./atelier";
    encryption = {
      mode = "repokey-blake2";
      passphrase = "⟦pxSSExM3ZVg2AfCwNc8hDdepPE⟧";
    };
    compression = "auto,zstd";
    startAt = "daily";
  };

  services.vaultwarden = {
    enable = true;
    config = {
      DOMAIN = "https://pass.atelier-noemi.ch";
      SIGNUPS_ALLOWED = false;
      ADMIN_TOKEN = "⟦5Hvc9Kf/8H6TMNTbL5N8OCCIvJwi9QiS+FGwRE6QtS1cDlyhopjOwl/UyymGDqCT⟧";
      SMTP_HOST = "mail.infomaniak.com";
      SMTP_USERNAME = "post@atelier-noemi.ch";
      SMTP_PASSWORD = "⟦qQeEizD1qcmSYSUe⟧";
    };
  };

  system.stateVersion = "24.05";
}
