using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Bots.BuiltIn;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.App.Tests.Bots;

/// <summary>
/// A forum with a chat: the channel "general" for whoever holds any tier, "vip" for the premium one. Its owner makes bots.
/// </summary>
internal sealed partial class BotForum
{
    private static int _handles;

    private BotForum(GuildhallApp app, Forum forum) => (App, Forum) = (app, forum);

    public GuildhallApp App { get; }
    public Forum Forum { get; }
    public string Api => Forum.Api;
    public string Manage => Forum.Path + "/manage/bots";
    public Client Owner { get; private set; } = null!;
    public long General { get; private set; }
    public long Vip { get; private set; }

    public static async Task<BotForum> OpenAsync(GuildhallApp app)
    {
        var forum = await Forum.OpenAsync(app);
        var bots = new BotForum(app, forum) { Owner = await forum.SignedInAsync("owner") };
        await forum.AddAsync("lounge", SpaceKind.Chat, null);
        await forum.AddAsync("vips", SpaceKind.Chat, forum.Premium.TierId);
        bots.General = await bots.ChannelAsync("lounge", "general");
        bots.Vip = await bots.ChannelAsync("vips", "vip");
        return bots;
    }

    /// <summary>Made on the page, as its team does: gives the id and a program with the token.</summary>
    /// <param name="tier">"free", "premium", or <c>null</c> for what visitors read.</param>
    public async Task<Robot> BotAsync(string name = "Dicey", string? tier = "free", params string[] scopes)
    {
        var handle = $"bot{(char)('a' + Forum.Id % 20)}{Interlocked.Increment(ref _handles)}x";
        var page = await Owner.GetAsync(Manage);
        var tiers = page.Document.QuerySelectorAll("select[name=tier] option").Select(o => o.GetAttribute("value")!).ToList();
        var wanted = tier switch { null => "", "free" => tiers[1], _ => $"{Forum.Premium.TierId}" };
        var made = await Owner.PostAsync($"{Api}/manage/bots", new
        {
            name, handle, about = "Throws **dice**.", tier = wanted.Length == 0 ? (long?)null : long.Parse(wanted),
            scopes = scopes.Length > 0 ? scopes : ["events:read", "articles:read", "posts:write", "bots:answer"],
        });
        var json = made.ShouldBe(HttpStatusCode.Created).Json;
        return new Robot(json.GetProperty("id").GetInt64(), handle, App.Visitor().WithToken(json.GetProperty("token").GetString()!),
            json.GetProperty("token").GetString()!);
    }

    public async Task DeclaresAsync(Robot bot, params object[] commands) =>
        (await PutAsync(bot.Program, $"{Api}/bots/me/commands", new { commands })).ShouldBe(HttpStatusCode.OK);

    /// <summary>Types something in a channel; gives the answer of the API.</summary>
    public Task<Answer> TypesAsync(Client who, string body, long? channel = null, string? key = null) =>
        who.PostAsync($"{Api}/channels/{channel ?? General}/messages", new { body, key = key ?? Guid.NewGuid().ToString("n") });

    /// <summary>Uses a command and gives the id of the interaction.</summary>
    public async Task<long> UsesAsync(Client who, string body, long? channel = null)
    {
        var taken = (await TypesAsync(who, body, channel)).ShouldBe(HttpStatusCode.Accepted);
        return long.Parse(taken.Json.GetProperty("url").GetString()!.Split('/')[^1]);
    }

    public async Task<JsonElement> SeesAsync(Client who, long interaction) =>
        (await who.GetAsync($"{Api}/bots/interactions/{interaction}")).ShouldBe(HttpStatusCode.OK).Json;

    public async Task<IReadOnlyList<string>> MessagesAsync(Client who, long? channel = null) =>
        [.. (await who.GetAsync($"{Api}/channels/{channel ?? General}/messages")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items")
            .EnumerateArray().Select(m => m.GetProperty("html").GetString()!)];

    /// <summary>The ticket of what the bot heard last.</summary>
    public static string TicketOf(Listening live) => Tickets().Matches(live.Text).Last().Groups[1].Value;

    public Task<Answer> AnswersAsync(Robot bot, string ticket, object answer) =>
        bot.Program.PostAsync($"/api/interactions/{ticket}/answer", answer);

    public static Task<Answer> PutAsync(Client who, string path, object json) =>
        who.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(json) });

    public Task SetAsync(BuiltInKind kind, BuiltInWish wish) =>
        Forum.AsAsync<ChangeBuiltIn>("owner", change => change.RunAsync(kind, wish, default));

    public static async Task<IReadOnlyList<string>> ToldAsync(Client who) =>
        [.. (await who.GetAsync("/api/me/notifications")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(n => n.GetProperty("text").GetString()!)];

    private async Task<long> ChannelAsync(string space, string name)
    {
        var spaceId = (await Forum.NowAsync()).Spaces.Single(s => s.Slug == space).Id;
        var owner = await Forum.PersonAsync("owner");
        return await Forum.InAsync<IChat, long>(chat => chat.EnsureChannelAsync(Forum.Id, spaceId, name, "", owner));
    }

    [GeneratedRegex("\"ticket\":\"([0-9a-f]+)\"")]
    private static partial Regex Tickets();
}

/// <summary>A bot and its program.</summary>
internal sealed record Robot(long Id, string Handle, Client Program, string Token);
