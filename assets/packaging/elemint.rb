class Elemint < Formula
  desc "Create element instances on Cloud Elements and SAP Open Connectors"
  homepage "https://github.com/@REPOSITORY@"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/elemint-@VERSION@-universal-apple-darwin.tar.gz"
    sha256 "@MACOS@"
  end

  on_linux do
    on_intel do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/elemint-@VERSION@-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@LINUX_X86@"
    end
    on_arm do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/elemint-@VERSION@-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@LINUX_ARM@"
    end
  end

  def install
    bin.install "elemint"
    bash_completion.install "completions/elemint.bash" => "elemint"
    zsh_completion.install "completions/_elemint"
    fish_completion.install "completions/elemint.fish"
    man1.install Dir["man/*.1"]
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/elemint --version")
  end
end
