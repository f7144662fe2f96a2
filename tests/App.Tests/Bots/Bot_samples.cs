using System.Diagnostics;
using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.House;

namespace Guildhall.App.Tests.Bots;

/// <summary>The samples of docs/bots.md, as they are, against the program itself.</summary>
public class Bot_samples(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string Samples = Path.Combine(Repository.Root, "docs", "bots");

    [Fact]
    public Task Python_throws_dice() => ThrowsAsync("python3", [Path.Combine(Samples, "dice.py")]);

    [Fact]
    public async Task TypeScript_throws_dice()
    {
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, "node_modules")), "This needs the packages: npm ci");
        // Node takes types away by itself from 22.18 on; for older ones the tools of the site do it.
        await ThrowsAsync("node", [Path.Combine(Repository.Root, "tests", "peers", "typescript.mjs"), Path.Combine(Samples, "dice.ts")]);
    }

    [Fact]
    public async Task CSharp_throws_dice()
    {
        // Not inside of the repository, whose build settings are its own.
        var folder = Directory.CreateTempSubdirectory("guildhall-bot-");
        try
        {
            File.Copy(Path.Combine(Samples, "dice.cs"), Path.Combine(folder.FullName, "dice.cs"));
            await ThrowsAsync("dotnet", ["run", Path.Combine(folder.FullName, "dice.cs")], folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task ThrowsAsync(string program, string[] arguments, string? folder = null)
    {
        var bots = await BotForum.OpenAsync(app);
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        var bot = await bots.BotAsync();
        await using var hears = await ada.ListenAsync("/api/events");
        await hears.UntilAsync("event: open");
        using var sample = Start(bots, bot, program, arguments, folder);
        try
        {
            await UntilItListensAsync(sample);

            await bots.UsesAsync(ada, "/dice 2");
            await hears.UntilAsync("event: bots.interaction_answered");
            var thrown = Assert.Single(await bots.MessagesAsync(bob));
            Assert.True(thrown.Contains("🎲 1", StringComparison.Ordinal) || thrown.Contains("🎲 2", StringComparison.Ordinal), thrown);

            var page = $"{bots.Forum.Path}/chat/{bots.General}";
            var from = hears.Text.Length;
            var button = await ButtonAsync(ada, page);
            (await Discussions.Forum.PressAsync(ada, page, button)).ShouldRedirect();
            await hears.UntilAsync("event: bots.interaction_answered", from);
            Assert.Equal(2, (await bots.MessagesAsync(bob)).Count);

            from = hears.Text.Length;
            var wrong = await bots.UsesAsync(ada, "/dice 1");
            await hears.UntilAsync("event: bots.interaction_answered", from);
            Assert.Contains("2 to 1000 sides", (await bots.SeesAsync(ada, wrong)).GetProperty("html").GetString(), StringComparison.Ordinal);

            from = hears.Text.Length;
            var topic = await bots.Forum.OpensAsync(ada);
            (await ada.PostAsync($"{bots.Api}/topics/{topic}/replies", new { body = "/dice 2" })).ShouldBe(HttpStatusCode.Accepted);
            await hears.UntilAsync("event: bots.interaction_answered", from);
            Assert.Contains("🎲", (await bob.GetAsync(bots.Forum.TopicPath(topic))).TextOf("#reply-1"), StringComparison.Ordinal);

            // It goes by itself when its token ends.
            (await BotForum.PutAsync(bots.Owner, $"{bots.Api}/manage/bots/{bot.Id}/suspension", new { })).ShouldBe(HttpStatusCode.NoContent);
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            soon.CancelAfter(TimeSpan.FromSeconds(30));
            await sample.WaitForExitAsync(soon.Token);
            Assert.NotEqual(0, sample.ExitCode);
        }
        finally
        {
            if (!sample.HasExited)
                sample.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The bot adds it after the message is said.</summary>
    private static async Task<string> ButtonAsync(Client who, string page)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            if ((await who.GetAsync(page)).Document.QuerySelector(".msg-buttons button") is { } button)
                return button.GetAttribute("formaction")!;
            Assert.False(soon.IsCancellationRequested, "The bot's message got no button.");
        }
    }

    private Process Start(BotForum bots, Robot bot, string program, string[] arguments, string? folder) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Repository.Root,
            Environment =
            {
                ["GUILDHALL_URL"] = app.Address.ToString(), ["GUILDHALL_COMMUNITY"] = bots.Forum.Slug, ["GUILDHALL_TOKEN"] = bot.Token,
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1",
            },
        }) ?? throw new InvalidOperationException($"{program} does not start.");

    private static async Task UntilItListensAsync(Process sample)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(TimeSpan.FromMinutes(3));
        var said = new List<string>();
        while (await sample.StandardOutput.ReadLineAsync(soon.Token) is { } line)
        {
            if (line == "listening")
                return;
            said.Add(line);
        }
        Assert.Fail($"{string.Join('\n', said)}\n{await sample.StandardError.ReadToEndAsync(soon.Token)}");
    }
}
