using System.Net;
using Guildhall.Accounts.Profiles;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Discussions;

/// <summary>
/// A community with spaces of topics: "talk" and "questions" for whoever holds any tier, "paid" for the premium tier; "mod" moderates.
/// </summary>
internal sealed class Forum : TestCommunity
{
    private Forum(GuildhallApp app) : base(app) { }

    public TierOffer Premium { get; private set; } = null!;

    public static async Task<Forum> OpenAsync(GuildhallApp app)
    {
        var forum = new Forum(app);
        await forum.OpenAsync(new NewCommunity("Forum", $"forum-{Next()}", "", CommunityKind.Technical, "indigo", "en", "Asia/Shanghai", "CNY"));
        forum.Premium = (await forum.TiersAsync()).Single(t => t.Slug == "premium");
        await forum.AddAsync("talk", SpaceKind.Discussion, null);
        await forum.AddAsync("questions", SpaceKind.Questions, null);
        await forum.AddAsync("paid", SpaceKind.Discussion, forum.Premium.TierId);
        return forum;
    }

    public Task AddAsync(string slug, SpaceKind kind, long? tier, Posting posting = Posting.Readers) =>
        AsAsync<CreateSpace>("owner", create => create.RunAsync(Id,
            new NewSpace(slug, slug, "", tier) { Kind = kind, Posting = new NewPosting(posting, null) }, default));

    /// <summary>Somebody who holds the tier of this slug: "free" or "premium".</summary>
    public async Task<Client> MemberAsync(string name, string tier = "free")
    {
        var (member, now) = (await PersonAsync(name), App.Clock.Now);
        var offers = await TiersAsync();
        var wanted = tier == "free" ? offers.MinBy(t => t.Rank)! : offers.Single(t => t.Slug == tier);
        await WriteAsync(g =>
            g.GrantTierAsync(Id, member, wanted.TierId, now, now.AddDays(30), new Thing("order", Next()), member, now));
        return await SignedInAsync(name);
    }

    public async Task<Client> ModeratorAsync(string name = "mod")
    {
        var (member, owner, now) = (await PersonAsync(name), await PersonAsync("owner"), App.Clock.Now);
        await WriteAsync(g => g.GrantRoleAsync(Id, member, "moderator", new Thing("test", Next()), owner, now));
        return await MemberAsync(name);
    }

    /// <summary>Opens a topic; gives its id.</summary>
    public async Task<long> OpensAsync(Client who, string title = "A topic", string body = "Its text.", string space = "talk")
    {
        var opened = await who.PostAsync($"{Api}/topics", new { space, title, body });
        return opened.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
    }

    /// <summary>Replies; gives the reply's id.</summary>
    public async Task<long> RepliesAsync(Client who, long topic, string body = "A reply.", long? replyTo = null) =>
        (await who.PostAsync($"{Api}/topics/{topic}/replies", new { body, replyTo })).ShouldBe(HttpStatusCode.Created)
            .Json.GetProperty("id").GetInt64();

    public string TopicPath(long topic) => $"{Path}/topics/{topic}";

    /// <summary>Gives somebody a handle, and a page that everyone sees.</summary>
    public Task CallAsync(string name, string handle) => AsAsync<ChangePublicProfile>(name, change =>
        change.RunAsync(new WantedProfile(Handle: handle, Shown: true), default));

    /// <summary>Presses a button that belongs to the one form of its page.</summary>
    public static async Task<Answer> PressAsync(Client who, string page, string action, params (string Name, string Value)[] fields)
    {
        var shown = (await who.GetAsync(page)).ShouldBe(HttpStatusCode.OK);
        var button = shown.Document.QuerySelectorAll("button[formaction]").FirstOrDefault(b => b.GetAttribute("formaction") == action)
            ?? throw new InvalidOperationException($"{page} has no button for {action}.");
        var token = shown.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var name = button.GetAttribute("name");
        var values = fields.Length > 0 || name is null ? fields : [(name, button.GetAttribute("value") ?? "")];
        return await who.SendAsync(new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent(values.Append(("__RequestVerificationToken", token))
                .Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        });
    }

    private Task<IReadOnlyList<TierOffer>> TiersAsync() =>
        App.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(Id));
}
