using System.Net;
using System.Net.Http.Headers;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Resources.Library;

namespace Guildhall.App.Tests.Resources;

/// <summary>A community with two libraries: "open" for everyone, "paid" for the premium tier.</summary>
internal sealed class Shelf : TestCommunity
{
    private Shelf(GuildhallApp app) : base(app) { }

    public TierOffer Premium { get; private set; } = null!;

    public static async Task<Shelf> OpenAsync(GuildhallApp app, Posting posting = Posting.Readers)
    {
        var shelf = new Shelf(app);
        await shelf.OpenAsync(new NewCommunity("Shelf", $"shelf-{Next()}", "", CommunityKind.Technical, "indigo", "en", "Asia/Shanghai", "CNY"));
        var tiers = await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(shelf.Id));
        shelf.Premium = tiers.Single(t => t.Slug == "premium");
        await shelf.AddAsync("open", null, new NewPosting(posting, posting == Posting.Tier ? shelf.Premium.TierId : null));
        await shelf.AddAsync("paid", shelf.Premium.TierId, new NewPosting(Posting.Team));
        return shelf;
    }

    /// <summary>Another library.</summary>
    public Task AddAsync(string slug, long? tier, NewPosting posting) => AsAsync<CreateSpace>("owner", create =>
        create.RunAsync(Id, new NewSpace(slug, slug, "", tier) { Kind = SpaceKind.Resources, Posting = posting }, default));

    /// <summary>Somebody who holds the tier of this slug: "free" or "premium".</summary>
    public async Task<Client> MemberAsync(string name, string tier = "free")
    {
        var (member, now) = (await PersonAsync(name), App.Clock.Now);
        var offers = await App.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(Id));
        var wanted = tier == "free" ? offers.MinBy(t => t.Rank)! : offers.Single(t => t.Slug == tier);
        await WriteAsync(g =>
            g.GrantTierAsync(Id, member, wanted.TierId, now, now.AddDays(30), new Thing("order", Next()), member, now));
        return await SignedInAsync(name);
    }

    public Task<Client> TeamAsync() => ProgramAsync("owner", "articles:write", "articles:read");

    /// <summary>Adds a file by a program of the owner's; gives the id of the resource.</summary>
    public async Task<long> AddsAsync(byte[] bytes, string space = "open", string name = "notes.txt", string title = "Notes")
    {
        var added = await SendAsync(await TeamAsync(), $"{Api}/resources?space={space}&title={Uri.EscapeDataString(title)}&name={name}", bytes);
        return added.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
    }

    public static Task<Answer> SendAsync(Client program, string path, byte[] bytes) =>
        SendAsync(program, path, new ByteArrayContent(bytes));

    public static Task<Answer> SendAsync(Client program, string path, HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return program.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    /// <summary>The address of its file, without a link of anybody's.</summary>
    public Task<string> FileAsync(long id) => InAsync<Kernel.Data.AppDb, string>(async db =>
        (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
            db.Set<ResourceVersion>().Where(v => v.ResourceId == id && v.Number == 1))).File.Path);

    public static async Task<Answer> RangeAsync(Client reader, string path, string range, string? ifRange = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Range", range);
        if (ifRange is not null)
            request.Headers.TryAddWithoutValidation("If-Range", ifRange);
        return await reader.SendAsync(request);
    }
}
