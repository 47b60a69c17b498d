# nix run 'github:OWNER/recto?dir=packages/nix' -- build cv.yaml
{
  description = "Turns a résumé kept as data into a print-ready, accessible PDF";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      each = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});
      root = ../..;
      manifest = (nixpkgs.lib.importTOML (root + "/Cargo.toml")).package;
    in
    {
      packages = each (pkgs: rec {
        default = recto;
        recto = pkgs.rustPlatform.buildRustPackage {
          pname = "recto";
          version = manifest.version;
          src = root;
          cargoLock.lockFile = root + "/Cargo.lock";
          nativeBuildInputs = [ pkgs.installShellFiles ];
          # Tests compile everything a second time; CI runs them.
          doCheck = false;
          postInstall = ''
            $out/bin/recto man --quiet --out-dir man1
            installManPage man1/*.1
            for shell in bash fish zsh; do
              $out/bin/recto completions $shell > recto.$shell
            done
            echo '_clap_dynamic_completer_recto "$@"' >> recto.zsh
            installShellCompletion recto.{bash,fish,zsh}
          '';
          meta = {
            inherit (manifest) description;
            license = with pkgs.lib.licenses; [ mit asl20 ];
            mainProgram = "recto";
          };
        };
      });
    };
}
