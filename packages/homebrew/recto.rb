# A release fills in the home page, and URL and SHA256 of its source archive.
class Recto < Formula
  desc "Turns a résumé kept as data into a print-ready, accessible PDF"
  homepage "HOMEPAGE"
  url "URL"
  sha256 "SHA256"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    system bin/"recto", "man", "--quiet", "--out-dir", man1
    generate_completions_from_executable(bin/"recto", "completions")
  end

  test do
    (testpath/"cv.yaml").write "basics: {name: Ada Roe}\n"
    system bin/"recto", "build", "cv.yaml"
    assert_equal "%PDF-", (testpath/"cv.pdf").binread(5)
  end
end
