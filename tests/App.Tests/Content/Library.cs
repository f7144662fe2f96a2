using System.IO.Compression;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Content.Articles;
using Guildhall.Content.Import;
using Guildhall.Content.Search;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Content;

/// <summary>A community with an open and a closed column, whose owner writes.</summary>
internal sealed class Library : TestCommunity
{
    private Library(GuildhallApp app) : base(app) { }

    public TierOffer Premium { get; private set; } = null!;

    /// <summary>"announcements" is open, "deep-dives" asks for the premium tier.</summary>
    public static async Task<Library> OpenAsync(GuildhallApp app)
    {
        var library = new Library(app);
        await library.OpenAsync(new NewCommunity("书院", $"library-{Next()}", "", CommunityKind.Technical, "indigo", "zh", "Asia/Shanghai", "CNY"));
        library.Premium = (await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(library.Id))).Single(t => t.Slug == "premium");
        return library;
    }

    /// <summary>On behalf of the owner, who writes here: operations guard themselves.</summary>
    public override Task<T> InAsync<TService, T>(Func<TService, Task<T>> act) => base.InAsync<IServiceProvider, T>(async services =>
    {
        services.GetRequiredService<CurrentMember>().Enter(new Viewer(await PersonAsync("owner")));
        return await act(services.GetRequiredService<TService>());
    });

    public SpaceInfo Space(string slug) => Community.Spaces.Single(s => s.Slug == slug);

    /// <summary>Gives the person the premium tier, as a paid order does; gives the order.</summary>
    public async Task<Thing> BuysPremiumAsync(string name, TimeSpan? lasting = null)
    {
        var member = await PersonAsync(name);
        var order = new Thing("order", Next());
        var now = App.Clock.Now;
        await WriteAsync(g =>
            g.GrantTierAsync(Community.Id, member, Premium.TierId, now, now + (lasting ?? TimeSpan.FromDays(30)), order, member, now));
        return order;
    }

    /// <summary>Opens one thing to the person, as a paid order does; gives the order.</summary>
    public async Task<Thing> BuysAsync(string name, Thing thing)
    {
        var (order, member, now) = (new Thing("order", Next()), await PersonAsync(name), App.Clock.Now);
        await WriteAsync(g => g.GrantThingAsync(Community.Id, member, thing, now, null, order, member, now));
        return order;
    }

    /// <summary>Sells an article by itself, beside its tier.</summary>
    public Task SellsAloneAsync(long articleId) => InAsync<AppDb>(async db =>
    {
        await using var transaction = await db.BeginWriteAsync();
        var article = await db.Set<Article>().SingleAsync(a => a.Id == articleId);
        article.SellAlone(1);
        await db.SaveChangesAsync();
        await new SearchIndex(db).IndexAsync(article, isNew: false, default);
        await transaction.CommitAsync();
    });

    public Task RefundAsync(Thing order) =>
        WriteAsync(g => g.RevokeAsync(Community.Id, order, "The order was refunded.", new Thing("refund", order.Id), by: null, App.Clock.Now));

    /// <summary>Publishes an article by the owner; gives its id.</summary>
    public async Task<long> PublishesAsync(
        string title, string markdown, string space = "announcements", string? slug = null, ArticleAccess access = ArticleAccess.Space,
        bool published = true)
    {
        var text = new ArticleText(title, slug, Space(space).Id, access, access == ArticleAccess.Tier ? Premium.TierId : null,
            TextLanguage.Of(title + markdown), markdown);
        var id = await InAsync<CreateArticle, long>(async c =>
            await c.RunAsync(text, await PersonAsync("owner"), published ? App.Clock.Now : null));
        await App.SettleAsync();
        return id;
    }

    /// <summary>Checks a folder or zip as the command line does and, unless only that was wanted, takes it in.</summary>
    public async Task<ImportReport> ImportsAsync(string location, bool dryRun = false, string? space = null, string source = "docs")
    {
        var owner = await PersonAsync("owner");
        var id = await InAsync<OpenImport, long>(o => o.RunAsync("docs", location, source, space, owner));
        var report = await FinishAsync(id);
        if (dryRun || report.State != "ready")
            return report;
        await InAsync<DirectImport>(d => d.StartAsync(id));
        return await FinishAsync(id);
    }

    public async Task<ImportReport> UndoesAsync(long batchId)
    {
        await InAsync<DirectImport>(d => d.UndoAsync(batchId));
        return await FinishAsync(batchId);
    }

    /// <summary>Works until the batch rests. One run does, unless it failed and would be tried again later.</summary>
    public async Task<ImportReport> FinishAsync(long batchId)
    {
        await App.WithAsync<ImportRunner>(r => r.RunAsync(batchId));
        var report = await InAsync<AppDb, ImportReport>(async db =>
            await ImportReport.ReadAsync(db, await db.Set<ImportBatch>().AsNoTracking().SingleAsync(b => b.Id == batchId), default));
        Assert.DoesNotContain(report.State, (string[])["checking", "importing", "undoing"]);
        await App.SettleAsync();
        return report;
    }

    public Task<int> CountAsync() => InAsync<AppDb, int>(db => db.Set<Article>().CountAsync());
}

/// <summary>A folder of files for an import, gone with the test.</summary>
internal sealed class Folder : IDisposable
{
    /// <summary>A picture of one white point.</summary>
    public static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("guildhall-folder-");

    public string Path => _root.FullName;

    public Folder With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    public Folder With(string path, byte[] bytes)
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return this;
    }

    /// <summary>A zip of it beside it.</summary>
    public string Zip()
    {
        var zip = Path + ".zip";
        File.Delete(zip);
        ZipFile.CreateFromDirectory(Path, zip);
        return zip;
    }

    public void Dispose()
    {
        _root.Delete(recursive: true);
        File.Delete(Path + ".zip");
    }
}

internal static class ArticleFiles
{
    /// <summary>Where the bytes of this hash lie in the data folder.</summary>
    public static string ArticleFileOf(this GuildhallApp app, string sha256) =>
        Path.Combine(app.DataFolder, "files", sha256[..2], sha256[2..]);
}
