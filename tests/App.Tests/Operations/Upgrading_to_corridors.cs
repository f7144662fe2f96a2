using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.Following;
using Guildhall.Notifications.List;
using Guildhall.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Guildhall.App.Tests.Operations;

/// <summary>
/// A community of the version before mail, webhooks, streams and notifications: its rows are written by SQL into the schema of that time,
/// the program migrates and serves them, and what is new says nothing about what is old.
/// </summary>
public class Upgrading_to_corridors
{
    private const string Before = "PricesOfOrdersAndUndoneImports";

    [Fact]
    public async Task Keeps_what_was_there_and_tells_nobody_of_the_past()
    {
        await using var place = new ScratchDatabase();
        await place.CreateEmptyAsync();
        await place.MigrateAsync(Before);
        await FillAsync(place);

        await using var app = Server.Build(["--urls=http://127.0.0.1:0", .. place.Settings, "--Logging:LogLevel:Default=Error"], builder =>
        {
            builder.Environment.WebRootPath = Path.Combine(House.Repository.Root, "src", "Web", "wwwroot");
            builder.Environment.WebRootFileProvider = new PhysicalFileProvider(builder.Environment.WebRootPath);
        });
        await Preparation.RunAsync(app.Services, TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var listening = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        using var visitor = new Client(new Uri(listening.Addresses.Single()));

        var first = (await visitor.GetAsync("/c/old/articles/first")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Old words", first.Text, StringComparison.Ordinal);
        (await visitor.GetAsync("/c/old/articles/draft")).ShouldBe(HttpStatusCode.NotFound);
        await FollowAsync(app.Services);
        await PublishAsync(app.Services, "New in an old community");
        await UntilToldAsync(app.Services);

        await using var db = place.Open();
        var told = await db.Set<Notification>().AsNoTracking().ToListAsync();
        Assert.Equal([3L], told.Select(n => n.ThingId));
        // Texts of an older renderer are rendered anew meanwhile, which is a fact of its own.
        Assert.Equal([1L, 3L], await db.Activities.Where(a => a.Kind == "content.article_published").OrderBy(a => a.Id)
            .Select(a => a.SubjectId).ToListAsync());
        Assert.False(await db.Set<FailedDelivery>().AnyAsync());
        Assert.False(await db.Set<WorkItem>().AnyAsync(w => w.DueAt == null));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task FillAsync(ScratchDatabase place)
    {
        const string Then = "2026-11-01 08:00:00";
        await using var db = place.Open();
        var old = new OldRows(db);
        await old.AddAsync("members", ("id", 1), ("name", "Lin"), ("language", "en"), ("time_zone", "Asia/Shanghai"), ("is_owner", true),
            ("created_at", Then));
        await old.AddAsync("members", ("id", 2), ("name", "Chen"), ("language", "zh"), ("time_zone", "Asia/Shanghai"), ("created_at", Then));
        await old.AddAsync("communities", ("id", 1), ("slug", "old"), ("name", "Old"), ("kind", "Technical"), ("accent", "indigo"),
            ("language", "en"), ("time_zone", "Asia/Shanghai"), ("currency", "CNY"), ("created_by", 1), ("created_at", Then));
        await old.AddAsync("spaces", ("id", 1), ("community_id", 1), ("slug", "notes"), ("name", "Notes"), ("kind", "Column"),
            ("created_at", Then));
        foreach (var (id, slug, title, words, published) in new[]
        {
            (1, "first", "First", "Old words.", true), (2, "draft", "Draft of old", "Later words.", false),
        })
        {
            await old.AddAsync("articles",
            [
                ("id", id), ("community_id", 1), ("space_id", 1), ("author_id", 1), ("slug", slug), ("title", title), ("language", "en"),
                ("access", "Space"), ("created_at", Then), ("revised_at", Then), ("version", 1), ("markdown", words),
                ("preview_html", $"<p>{words}</p>"), ("full_html", $"<p>{words}</p>"),
                .. published ? new (string, object)[] { ("published_at", Then) } : [],
            ]);
        }
        await old.AddAsync("activities", ("id", 1), ("community_id", 1), ("actor_id", 1), ("kind", "article_published"),
            ("subject_kind", "article"), ("subject_id", 1), ("at", Then), ("payload", """{"CommunityId":1,"ActorId":1,"ArticleId":1}"""));
        await old.PassIdsAsync("members", "communities", "spaces", "articles", "activities");
    }

    private static async Task FollowAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(Follow.OfSpace(2, 1, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync();
    }

    private static async Task PublishAsync(IServiceProvider services, string title)
    {
        await using var scope = services.CreateAsyncScope();
        var community = await scope.ServiceProvider.GetRequiredService<ICommunities>().FindAsync(1, TestContext.Current.CancellationToken);
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(community!);
        scope.ServiceProvider.GetRequiredService<CurrentMember>().Enter(new Viewer(1));
        var text = new ArticleText(title, "fresh", 1, ArticleAccess.Space, null, "en", "New words.");
        await scope.ServiceProvider.GetRequiredService<CreateArticle>()
            .RunAsync(text, 1, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
    }

    private static async Task UntilToldAsync(IServiceProvider services)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            await using var scope = services.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Notification>().AnyAsync(deadline.Token))
                return;
            await Task.Delay(50, deadline.Token);
        }
    }
}
