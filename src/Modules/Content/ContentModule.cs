using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Content.Reading;
using Guildhall.Content.Search;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Content;

/// <summary>Articles: writing, reading behind the gate, files, search, feeds, import.</summary>
public sealed class ContentModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ContentOptions>().BindConfiguration("Guildhall:Content").ValidateDataAnnotations().ValidateOnStart();

        services.AddScoped<PublicAddress>();
        services.AddScoped<ReadArticle>();
        services.AddScoped<ArticleLists>();
        services.AddScoped<IArticles, ArticleIndex>();
        services.AddScoped<INewestArticles>(s => s.GetRequiredService<ArticleLists>());
        services.AddScoped<IGuardedThings, GuardedArticles>();

        services.AddScoped<ArticleRendering>();
        services.AddScoped<ArticleSlugs>();
        services.AddScoped<ArticleTools>();
        services.AddScoped<KeepArticle>();
        services.AddScoped<CreateArticle>();
        services.AddScoped<ReviseArticle>();
        services.AddScoped<PublishArticle>();
        services.AddScoped<WithdrawArticle>();

        services.AddSingleton<FileStore>();
        services.AddScoped<KeepFile>();
        services.AddScoped<FileUses>();
        services.AddScoped<SourceReferences>();

        services.AddScoped<SearchIndex>();
        services.AddScoped<SearchArticles>();
        services.AddScoped<IAfterRestore, RebuildSearch>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        FileEndpoint.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu => [];
}
