# Evaluates the flake with the few functions of nixpkgs that it calls.
root:
let
  pkgs = {
    rustPlatform.buildRustPackage = arguments: arguments;
    installShellFiles = "installShellFiles";
    lib.licenses = { mit = "MIT"; asl20 = "Apache-2.0"; };
  };
  nixpkgs = {
    lib.genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
    lib.importTOML = path: builtins.fromTOML (builtins.readFile path);
    legacyPackages = builtins.listToAttrs (
      map (name: { inherit name; value = pkgs; }) [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ]
    );
  };
  outputs = (import (root + "/packages/nix/flake.nix")).outputs { self = { }; inherit nixpkgs; };
in
builtins.mapAttrs (system: packages: packages.default) outputs.packages
