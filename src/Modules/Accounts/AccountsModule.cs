using System.CommandLine;
using Guildhall.Accounts.Users;
using Guildhall.Accounts.Verbs;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Accounts;

/// <summary>Credentials, sessions, API tokens, and what members say about themselves.</summary>
public sealed class AccountsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddIdentity();
        services.AddSchemes();
        services.AddOperations();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        UsersApi.Map(routes);
        MeApi.Map(routes);
    }

    public IEnumerable<Command> Verbs(Cli cli) => [MemberVerb.Command(cli), TokenVerb.Command(cli)];
}
