using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Crashes;

/// <summary>What of the published program reaches an operator's terminal. All verbs with all mistakes are tried in App.Tests.</summary>
public sealed class Mistakes_at_the_terminal(GuildhallServer server) : IClassFixture<GuildhallServer>
{
    [Theory]
    [InlineData("The folder /nowhere is not there.", "backup", "/nowhere/x.zip")]
    [InlineData("The folder /proc may not be written.", "backup", "/proc/x.zip")]
    [InlineData("/tmp is a folder.", "backup", "/tmp")]
    [InlineData("There is no file /nowhere/x.zip.", "restore", "/nowhere/x.zip")]
    [InlineData("There is no folder or zip /nowhere.", "import", "markdown", "/nowhere", "--community", "x")]
    [InlineData("address already in use", "serve")]
    public async Task End_in_one_sentence_and_exit_code_1(string sentence, params string[] arguments)
    {
        if (arguments is ["serve"])
            arguments = ["serve", "--urls", server.Address.ToString()];

        var (code, output, errors) = await server.TryVerbAsync(arguments);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.StartsWith("guildhall: ", errors);
        Assert.Contains(sentence, errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }
}
