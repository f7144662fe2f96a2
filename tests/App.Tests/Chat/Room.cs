using System.Net;
using System.Text.Json;
using Guildhall.Accounts.Profiles;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Chat;

/// <summary>
/// A community with spaces of chat: "lounge" with the channel <see cref="General"/> for any tier, "paid" with <see cref="Closed"/> for the
/// premium one, and "talk" for topics; "mod" moderates.
/// </summary>
internal sealed class Room : TestCommunity
{
    private Room(GuildhallApp app) : base(app) { }

    public long General { get; private set; }
    public long Closed { get; private set; }
    public TierOffer Premium { get; private set; } = null!;
    public Client Mod { get; private set; } = null!;

    public static async Task<Room> OpenAsync(GuildhallApp app)
    {
        var room = new Room(app);
        await room.OpenAsync(new NewCommunity("Room", $"room-{Next()}", "", CommunityKind.Technical, "indigo", "en", "Asia/Shanghai", "CNY"));
        room.Premium = (await room.TiersAsync()).Single(t => t.Slug == "premium");
        await room.AddAsync("lounge", SpaceKind.Chat, null);
        await room.AddAsync("paid", SpaceKind.Chat, room.Premium.TierId);
        await room.AddAsync("talk", SpaceKind.Discussion, null);
        room.Mod = await room.ModeratorAsync();
        room.General = await room.ChannelAsync("general", "lounge");
        room.Closed = await room.ChannelAsync("inner", "paid");
        return room;
    }

    private Task AddAsync(string slug, SpaceKind kind, long? tier) => AsAsync<CreateSpace>("owner", create => create.RunAsync(Id,
        new NewSpace(slug, slug, "", tier) { Kind = kind, Posting = new NewPosting(Posting.Readers, null) }, default));

    public async Task<long> ChannelAsync(string name, string space) =>
        (await Mod.PostAsync($"{Api}/channels", new { space, name })).ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();

    /// <summary>Somebody who holds the tier of this slug: "free" or "premium".</summary>
    public async Task<Client> MemberAsync(string name, string tier = "free", double days = 30)
    {
        var (member, now) = (await PersonAsync(name), App.Clock.Now);
        var offers = await TiersAsync();
        var wanted = tier == "free" ? offers.MinBy(t => t.Rank)! : offers.Single(t => t.Slug == tier);
        await WriteAsync(g => g.GrantTierAsync(Id, member, wanted.TierId, now, now.AddDays(days), new Thing("order", Next()), member, now));
        return await SignedInAsync(name);
    }

    private async Task<Client> ModeratorAsync()
    {
        var (member, owner, now) = (await PersonAsync("mod"), await PersonAsync("owner"), App.Clock.Now);
        await WriteAsync(g => g.GrantRoleAsync(Id, member, "moderator", new Thing("test", Next()), owner, now));
        return await MemberAsync("mod", "premium");
    }

    /// <summary>Says something; gives the message's id.</summary>
    public async Task<long> SaysAsync(Client who, long channel, string body = "Hello.", long? thread = null, long? replyTo = null)
    {
        var sent = await TryAsync(who, channel, body, $"k{Next()}", thread, replyTo);
        return sent.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
    }

    public Task<Answer> TryAsync(Client who, long channel, string body, string key, long? thread = null, long? replyTo = null) =>
        who.PostAsync($"{Api}/channels/{channel}/messages", new { body, key, thread, replyTo });

    public async Task<IReadOnlyList<JsonElement>> MessagesAsync(Client who, long channel, string query = "") =>
        [.. (await who.GetAsync($"{Api}/channels/{channel}/messages{query}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    public async Task<long> ConversationAsync(Client who, params string[] others)
    {
        var begun = await who.PostAsync($"{Api}/conversations", new { members = others.Select(IdOf) });
        Assert.Contains(begun.Status, new[] { HttpStatusCode.Created, HttpStatusCode.OK });
        return begun.Json.GetProperty("id").GetInt64();
    }

    public async Task<int?> UnreadAsync(Client who, long channel)
    {
        var all = (await who.GetAsync($"{Api}/channels")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray();
        var unread = all.Single(c => c.GetProperty("id").GetInt64() == channel).GetProperty("unread");
        return unread.ValueKind == JsonValueKind.Null ? null : unread.GetInt32();
    }

    public static Task<Answer> PutAsync(Client who, string path, object? json = null) => who.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, path) { Content = json is null ? null : System.Net.Http.Json.JsonContent.Create(json) });

    public Task<Answer> IsHereAsync(Client who, long channel, string state = "here") =>
        PutAsync(who, $"{Api}/channels/{channel}/presence", new { state });

    public string ChannelPath(long channel) => $"{Path}/chat/{channel}";

    /// <summary>Gives somebody a handle, and a page that everyone sees.</summary>
    public Task CallAsync(string name, string handle) => AsAsync<ChangePublicProfile>(name, change =>
        change.RunAsync(new WantedProfile(Handle: handle, Shown: true), default));

    private Task<IReadOnlyList<TierOffer>> TiersAsync() => App.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(Id));
}
