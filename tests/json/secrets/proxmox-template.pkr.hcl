packer {
  required_plugins {
    proxmox = { version = ">= 1.1.6", source = "github.com/hashicorp/proxmox" }
  }
}

source "proxmox-iso" "debian12" {
  proxmox_url      = "https://pve-1.laurel.pt:8006/api2/json"
  username         = "packer@pve!build"
  token            = "⟦5a235782-255b-4b9e-9e6f-13ffe327667c⟧"
  node             = "pve-1"
  vm_id            = 9012
  iso_file         = "local:iso/debian-12.5.0-amd64-netinst.iso"
  iso_checksum     = "sha512:d9c18bb5dad4e82f9f97b27dca5ee265c5d1a3a8c6483f5f21776a4495a655efea9b1a5fc334838cf47397bf3820edcd407a651cbf6851bde8f5e01d557045b5"
  ssh_username     = "instalador"
  ssh_password     = "⟦Loureiro_no_feijão⟧"
  ssh_timeout      = "20m"
  http_directory   = "http"
  boot_command = [
    "<esc><wait>auto url=http://{{ .HTTPIP }}:{{ .HTTPPort }}/preseed.cfg ",
    "passwd/user-password=⟦Loureiro_no_feijão⟧ passwd/root-login=false<enter>"
  ]
}

build {
  sources = ["source.proxmox-iso.debian12"]
  provisioner "shell" {
    environment_vars = ["PUPPET_AUTOSIGN_CHALLENGE=⟦xtVIL8tKVMur3Ata17oI3Xs7⟧", "KEY_TYPE=ed25519", "TOKEN_FILE=/run/token"]
    script           = "scripts/base.sh"
  }
}
