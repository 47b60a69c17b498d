# Runs a Homebrew formula with the parts of Homebrew that it calls: formula.rb FORMULA PREFIX.
# PREFIX/bin/recto exists already; `cargo` only prints its arguments.

require "fileutils"
require "pathname"

class Formula
  %i[desc homepage url sha256 license depends_on].each { |name| define_singleton_method(name) { |*, **| } }
  class << self
    attr_reader :check
    def test(&block) = @check = block
  end

  def initialize(prefix) = @prefix = Pathname(prefix)
  def bin = @prefix/"bin"
  def man1 = folder("share/man/man1")
  def testpath = folder("test")
  def std_cargo_args = ["--locked", "--root", @prefix.to_s, "--path", "."]
  def run_check = instance_eval(&self.class.check)

  def system(*command)
    command = command.map(&:to_s)
    return puts(command.join(" ")) if command.first == "cargo"
    Kernel.system(*command, chdir: testpath.to_s, exception: true)
  end

  def generate_completions_from_executable(*command)
    %w[bash zsh fish].each do |shell|
      text = IO.popen([*command, shell].map(&:to_s), &:read)
      raise "no completions for #{shell}" unless $?.success? && text.include?("recto")
    end
  end

  def assert_equal(expected, actual)
    raise "#{actual} is not #{expected}" unless expected == actual
  end

  private

  def folder(path) = (@prefix/path).tap { |folder| FileUtils.mkdir_p(folder) }
end

load ARGV[0]
formula = Recto.new(ARGV[1])
formula.install
formula.run_check
puts "formula: ok"
