using System.CommandLine;
using Guildhall.Content.Articles;
using Guildhall.Content.Columns;
using Guildhall.Content.Covers;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Content.Files;
using Guildhall.Content.Import;
using Guildhall.Content.Previews;
using Guildhall.Content.Progress;
using Guildhall.Content.Reading;
using Guildhall.Content.Search;
using Guildhall.Content.Selling;
using Guildhall.Content.Tipping;
using Guildhall.Content.Writing;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Content;

/// <summary>Articles: writing, reading behind the gate, files, search, feeds, import.</summary>
public sealed class ContentModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddOptions<ContentOptions>().BindConfiguration("Guildhall:Content").ValidateDataAnnotations().ValidateOnStart();

        services.AddScoped<ReadArticle>();
        services.AddScoped<WholeMarkdown>();
        services.AddScoped<ArticleLists>().AddSingleton<ReadProgress>();
        services.AddSingleton<ReadersToday>();
        services.AddScoped<CountRead>().AddScoped<ReadDesk>();
        services.AddSpaceKind<ColumnView>(
            SpaceKind.Column, "Column", "Articles by your authors, with a free preview where membership is required.",
            write: "/c/{community}/manage/articles/new?space={space}");
        services.AddPart<DraftsTile, CommunityInfo>(Slots.Today, 40, Names.WriteContent);
        services.AddPart<AuthorArticles, MemberPlace>(Slots.Member, 10);
        services.AddPart<WallTile, CommunityInfo>(Slots.Today, 30, Names.ReadInsights);
        services.AddScoped<IArticles, ArticleIndex>().AddScoped<IDigestSource, ArticlesInDigest>();
        services.AddScoped<IFrontArticles, FrontPageArticles>();
        services.AddScoped<INewestArticles>(s => s.GetRequiredService<ArticleLists>());
        services.AddSingleton<ArticleFacts>().AddScoped<IOwnThings, ArticleThings>();
        services.AddHeardBy<ArticlePublished, ArticlesHeard>(Names.WriteContent);
        services.AddHeardBy<ArticleRevised, ArticlesHeard>(Names.WriteContent);
        services.AddHeardBy<ArticleWithdrawn, ArticlesHeard>(Names.WriteContent);

        services.AddScoped<ArticleRendering>();
        services.AddScoped<ArticleSlugs>();
        services.AddScoped<PrepareArticle>();
        services.AddScoped<KeepArticle>();
        services.AddScoped<ColumnEntries>().AddScoped<ArrangeColumn>().AddScoped<ReadColumn>().AddScoped<SwitchHeadings>();
        services.AddSingleton<IDrawnFaces, DrawnFaces>();
        services.AddScoped<KeepProgress>().AddScoped<FindFace>().AddScoped<ITakingPart, TakingPartInReading>();
        services.AddHandler<AddUpReads>(Start.Beginning);
        services.AddScoped<CreateArticle>();
        services.AddScoped<ReviseArticle>();
        services.AddScoped<PublishArticle>();
        services.AddScoped<WithdrawArticle>();
        services.AddScoped<SchedulePublication>();
        services.AddWork<PublishScheduled, PublishScheduledArticles>();

        services.AddScoped<ManageArticles>().AddScoped<ChangeManyArticles>();
        services.AddScoped<ArticleOffers>().AddScoped<SetArticlePrice>().AddScoped<ISellables, SellArticles>()
            .AddScoped<IUsage, ReadUsage>();
        services.AddScoped<SellTips>().AddScoped<ISellables>(s => s.GetRequiredService<SellTips>());
        services.AddScoped<SetTipTerms>().AddScoped<OwnTips>();
        services.AddScoped<EditArticle>();
        services.AddScoped<SaveArticle>();
        services.AddScoped<Revisions>();

        services.AddHandler<RecutOnSpaceAccessChanged>(Start.Beginning);
        services.AddWork<RecutPreviews, RecutPreviewsOfSpace>(RecutPreviewsOfSpace.Options);
        services.AddRecurringJob<FindStalePreviews>();

        services.AddSingleton<FileStore>();
        services.AddClockJob<SweepFiles>();
        services.AddRecurringJob<CleanStoredPictures>();
        services.AddScoped<AddPicture>().AddScoped<SetCover>().AddScoped<IFileOwner, ArticleCovers>();
        services.AddScoped<KeepFile>();
        services.AddScoped<FileUses>();
        services.AddScoped<SourceReferences>();
        services.AddScoped<IFormerAddresses, FormerAddresses>();

        services.AddScoped<SearchIndex>().AddScoped<ISearchIndex>(s => s.GetRequiredService<SearchIndex>());
        services.AddRecurringJob<MergeSearch>().AddRecurringJob<ReindexSearch>();
        services.AddSingleton<ReadTexts>().AddScoped<FindEntries>();
        services.AddScoped<IFoundThings>(s => s.GetRequiredService<FindEntries>()).AddScoped<FindPeople>().AddScoped<SearchThings>();
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
        services.AddScoped<ImportSteps>().AddScoped<RemotePicturesOfBatch>().AddScoped<PictureFetcher>();
        services.AddScoped<FilesOfBatch>();
        services.AddScoped<ArticlesOfBatch>();
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IOwnFiles, OwnArticleFiles>();
        services.Forget(Leaving.Works).Stays<Article>(Leaving.OthersRely).Stays<ImportBatch>(Leaving.OthersRely);
        services.Forget(Leaving.Traces).Gone<ReadingProgress>();
        services.Forget(Leaving.Books).Stays<Tip>(Leaving.ByLaw);
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new ArticleFileMapping())
        .ApplyConfiguration(new ArticleMapping())
        .ApplyConfiguration(new ArticleOfferMapping())
        .ApplyConfiguration(new ArticleReadsMapping())
        .ApplyConfiguration(new ArticleRevisionMapping())
        .ApplyConfiguration(new ColumnEntryMapping())
        .ApplyConfiguration(new ColumnOrderMapping())
        .ApplyConfiguration(new ImportBatchMapping())
        .ApplyConfiguration(new ImportItemMapping())
        .ApplyConfiguration(new ReadingProgressMapping())
        .ApplyConfiguration(new RedirectMapping())
        .ApplyConfiguration(new SearchTextMapping())
        .ApplyConfiguration(new ShownHeadingsMapping())
        .ApplyConfiguration(new SourceFileMapping())
        .ApplyConfiguration(new StoredFileMapping())
        .ApplyConfiguration(new TipMapping())
        .ApplyConfiguration(new TipTermsMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        Api.Map(routes);
        ImportApi.Map(routes);
        FileEndpoint.Map(routes);
        ColumnApi.Map(routes);
        SwitchHeadings.Map(routes);
        ArticlesCsv.Map(routes);
        CoverRoutes.Map(routes);
        ProgressEndpoints.Map(routes);
        MarkdownCopy.Map(routes);
        SearchApi.Map(routes);
        AtomFeed.Map(routes);
        SiteMap.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
    [
        new(Names.WriteContent, "write and publish") { Roles = ["author"], Scopes = ["articles:write"] },
    ];

    public IEnumerable<TokenScope> TokenScopes =>
        [new("articles:read", "Read what you have access to"), new("articles:write", "Write and import articles")];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Articles", "/c/{community}/manage/articles", "article", MenuPlace.ManageContent, 20, Names.WriteContent),
        new("Tips", "/c/{community}/manage/tips", "coin", MenuPlace.ManageMoney, 46, Names.ManageCommunity),
        new("Reading", "/account/reading", "book", MenuPlace.Account, 8),
        new("Tips for me", "/account/tips", "coin", MenuPlace.Account, 32),
        new("Import", "/c/{community}/manage/import", "upload", MenuPlace.ManageContent, 21, Names.WriteContent),
    ];

    public IEnumerable<Command> Verbs(Cli cli) => [ImportVerb.Command(cli)];
}
