using System.CommandLine;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Content.Import;
using Guildhall.Content.Previews;
using Guildhall.Content.Reading;
using Guildhall.Content.Search;
using Guildhall.Content.Writing;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Content;

/// <summary>Articles: writing, reading behind the gate, files, search, feeds, import.</summary>
public sealed class ContentModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ContentOptions>().BindConfiguration("Guildhall:Content").ValidateDataAnnotations().ValidateOnStart();

        services.AddScoped<ReadArticle>();
        services.AddScoped<WholeMarkdown>();
        services.AddScoped<ArticleLists>();
        services.AddSingleton<ReadersToday>();
        services.AddScoped<CountRead>();
        services.AddScoped<IArticles, ArticleIndex>();
        services.AddScoped<INewestArticles>(s => s.GetRequiredService<ArticleLists>());
        services.AddScoped<IGuardedThings, GuardedArticles>();
        services.AddHeardBy<ArticlePublished, ArticlesHeard>(Permissions.WriteContent);
        services.AddHeardBy<ArticleRevised, ArticlesHeard>(Permissions.WriteContent);
        services.AddHeardBy<ArticleWithdrawn, ArticlesHeard>(Permissions.WriteContent);

        services.AddScoped<ArticleRendering>();
        services.AddScoped<ArticleSlugs>();
        services.AddScoped<PrepareArticle>();
        services.AddScoped<KeepArticle>();
        services.AddScoped<CreateArticle>();
        services.AddScoped<ReviseArticle>();
        services.AddScoped<PublishArticle>();
        services.AddScoped<WithdrawArticle>();
        services.AddScoped<SchedulePublication>();
        services.AddWork<PublishScheduled, PublishScheduledArticles>();

        services.AddScoped<ManageArticles>();
        services.AddScoped<EditArticle>();
        services.AddScoped<SaveArticle>();
        services.AddScoped<Revisions>();

        services.AddHandler<RecutOnSpaceAccessChanged>(Start.Beginning);
        services.AddWorker<RecutPreviews>();
        services.AddRecurringJob<FindStalePreviews>();

        services.AddSingleton<FileStore>();
        services.AddRecurringJob<SweepFiles>();
        services.AddWorker<CleanStoredPictures>();
        services.AddScoped<AddPicture>();
        services.AddScoped<KeepFile>();
        services.AddScoped<FileUses>();
        services.AddScoped<SourceReferences>();

        services.AddScoped<SearchIndex>();
        services.AddRecurringJob<MergeSearch>();
        services.AddScoped<SearchArticles>();
        services.AddScoped<IAfterRestore, RebuildSearch>();
        AddImport(services);
    }

    private static void AddImport(IServiceCollection services)
    {
        services.AddSingleton<ImportFolders>();
        services.AddWorker<ImportRunner>();
        services.AddScoped<UploadImport>();
        services.AddScoped<ImportBatches>();
        services.AddScoped<OpenImport>();
        services.AddScoped<DirectImport>();
        services.AddScoped<CheckImport>();
        services.AddScoped<TakeInImport>();
        services.AddScoped<UndoImport>();
        services.AddScoped<UndoArticle>();
        services.AddScoped<UndoReplaced>();
        services.AddScoped<UndoLeftovers>();
        services.AddScoped<ImportSteps>();
        services.AddScoped<KeptFiles>();
        services.AddScoped<KeptTexts>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new ArticleFileMapping())
        .ApplyConfiguration(new ArticleMapping())
        .ApplyConfiguration(new ArticleRevisionMapping())
        .ApplyConfiguration(new ImportBatchMapping())
        .ApplyConfiguration(new ImportItemMapping())
        .ApplyConfiguration(new PreviewRecutMapping())
        .ApplyConfiguration(new RedirectMapping())
        .ApplyConfiguration(new SearchTextMapping())
        .ApplyConfiguration(new SourceFileMapping())
        .ApplyConfiguration(new StoredFileMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        Api.Map(routes);
        ImportApi.Map(routes);
        FileEndpoint.Map(routes);
        MarkdownCopy.Map(routes);
        AtomFeed.Map(routes);
        SiteMap.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Articles", "/c/{community}/manage/articles", "article", MenuPlace.Manage, 20, Permissions.WriteContent),
        new("Import", "/c/{community}/manage/import", "upload", MenuPlace.Manage, 21, Permissions.WriteContent),
    ];

    public IEnumerable<Command> Verbs(Cli cli) => [ImportVerb.Command(cli)];
}
