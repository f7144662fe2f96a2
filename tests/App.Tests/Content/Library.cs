using System.IO.Compression;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Content.Articles;
using Guildhall.Content.Import;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Content;

/// <summary>A community with an open and a closed column, whose owner writes.</summary>
internal sealed class Library
{
    private const string Password = "correct horse 电池 staple";
    private static int _documents = 5000;

    private readonly GuildhallApp _app;
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private readonly Dictionary<string, long> _people = [];

    private Library(GuildhallApp app) => _app = app;

    public CommunityInfo Community { get; private set; } = null!;
    public TierOffer Premium { get; private set; } = null!;
    public string Slug => Community.Slug;
    public string Path => "/c/" + Slug;
    public string Api => "/api/communities/" + Slug;

    /// <summary>"announcements" is open, "deep-dives" asks for the premium tier.</summary>
    public static async Task<Library> OpenAsync(GuildhallApp app)
    {
        var library = new Library(app);
        var owner = await library.PersonAsync("owner");
        var wanted = new NewCommunity("书院", "library-" + library._mark, "", CommunityKind.Technical, "indigo", "zh", "Asia/Shanghai", "CNY").Check();
        library.Community = await app.WithAsync<OpenCommunity, CommunityInfo>(open => open.RunAsync(wanted, owner, app.Clock.Now, default));
        await app.SettleAsync();
        library.Premium = (await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(library.Community.Id))).Single(t => t.Slug == "premium");
        return library;
    }

    public SpaceInfo Space(string slug) => Community.Spaces.Single(s => s.Slug == slug);

    public async Task<long> PersonAsync(string name)
    {
        if (!_people.TryGetValue(name, out var id))
            _people[name] = id = await _app.WithAsync<IMembers, long>(m => m.CreateAsync(new NewMember(name, EmailOf(name), Password, "en", "Asia/Shanghai")));
        return id;
    }

    /// <summary>A browser in which the person has signed in.</summary>
    public async Task<Client> SignedInAsync(string name)
    {
        await PersonAsync(name);
        return await SignInAsync(_app, name);
    }

    /// <summary>The same at another installation that knows this one's people.</summary>
    public async Task<Client> SignInAsync(GuildhallApp app, string name)
    {
        var browser = app.Visitor();
        (await browser.SubmitAsync("/sign-in", ("email", EmailOf(name)), ("password", Password))).ShouldRedirect();
        return browser;
    }

    /// <summary>Gives the person the premium tier, as a paid order does; gives the order.</summary>
    public async Task<Thing> BuysPremiumAsync(string name, TimeSpan? lasting = null)
    {
        var member = await PersonAsync(name);
        var order = new Thing("order", Interlocked.Increment(ref _documents));
        var now = _app.Clock.Now;
        await GrantsAsync(g => g.GrantTierAsync(Community.Id, member, Premium.TierId, now, now + (lasting ?? TimeSpan.FromDays(30)), order, member, now));
        return order;
    }

    public Task RefundAsync(Thing order) =>
        GrantsAsync(g => g.RevokeAsync(Community.Id, order, "The order was refunded.", new Thing("refund", order.Id), by: null, _app.Clock.Now));

    /// <summary>Works with a service inside the community, as a request there does.</summary>
    public async Task<T> InAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter((await _app.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync(Community.Id).AsTask()))!);
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task InAsync<TService>(Func<TService, Task> act) where TService : notnull => InAsync<TService, bool>(async service =>
    {
        await act(service);
        return true;
    });

    /// <summary>Publishes an article by the owner; gives its id.</summary>
    public async Task<long> PublishesAsync(
        string title, string markdown, string space = "announcements", string? slug = null, ArticleAccess access = ArticleAccess.Space, bool published = true)
    {
        var text = new ArticleText(title, slug, Space(space).Id, access, access == ArticleAccess.Tier ? Premium.TierId : null, TextLanguage.Of(title + markdown), markdown);
        var id = await InAsync<CreateArticle, long>(async c => await c.RunAsync(text, await PersonAsync("owner"), published ? _app.Clock.Now : null));
        await _app.SettleAsync();
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
        await _app.WithAsync<ImportRunner>(r => r.RunAsync(batchId));
        var report = await InAsync<AppDb, ImportReport>(async db =>
            await ImportReport.ReadAsync(db, await db.Set<ImportBatch>().AsNoTracking().SingleAsync(b => b.Id == batchId), default));
        Assert.DoesNotContain(report.State, (string[])["checking", "importing", "undoing"]);
        await _app.SettleAsync();
        return report;
    }

    public Task<int> CountAsync() => InAsync<AppDb, int>(db => db.Set<Article>().CountAsync());

    private async Task GrantsAsync(Func<IGrants, Task> act)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(Community);
        await act(scope.ServiceProvider.GetRequiredService<IGrants>());
        await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
    }

    private string EmailOf(string name) => $"{name}-{_mark}@example.org";
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

internal static class Redirects
{
    /// <summary>Leads on to another page after a deed.</summary>
    public static Answer ShouldRedirect(this Answer answer)
    {
        Assert.True((int)answer.Status is 302 or 303, $"Expected a redirect, got {answer}:\n{string.Join('\n', answer.Document.QuerySelectorAll(".field-error, .error-list").Select(e => e.TextContent))}");
        return answer;
    }
}
