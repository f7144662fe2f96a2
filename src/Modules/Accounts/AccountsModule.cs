using System.CommandLine;
using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Mails;
using Guildhall.Accounts.Devices;
using Guildhall.Accounts.Forgetting;
using Guildhall.Accounts.Ignoring;
using Guildhall.Accounts.OwnData;
using Guildhall.Accounts.Passkeys;
using Guildhall.Accounts.Profiles;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.SignIn;
using Guildhall.Accounts.Tokens;
using Guildhall.Accounts.Users;
using Guildhall.Accounts.Verbs;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
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
        services.AddPart<IgnoreOnPage, MemberPlace>(Slots.Member, 35).AddPart<IgnoreAuthor, PostPlace>(Slots.BesidePost, 15);
        services.AddForgetting();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new AccountClaimMapping())
        .ApplyConfiguration(new AccountLoginMapping())
        .ApplyConfiguration(new AccountDeletionMapping())
        .ApplyConfiguration(new AccountMapping())
        .ApplyConfiguration(new AccountTokenMapping())
        .ApplyConfiguration(new ApiTokenMapping())
        .ApplyConfiguration(new AttemptMapping())
        .ApplyConfiguration(new FormerHandleMapping())
        .ApplyConfiguration(new IgnoredMemberMapping())
        .ApplyConfiguration(new MailedLinkMapping())
        .ApplyConfiguration(new MemberProfileMapping())
        .ApplyConfiguration(new KnownDeviceMapping())
        .ApplyConfiguration(new PasskeyMapping())
        .ApplyConfiguration(new SessionMapping())
        .ApplyConfiguration(new SignInAttackMapping())
        .ApplyConfiguration(new TakingDown.TakenDownPartMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        SignOut.Map(routes);
        SignInWithPasskey.Map(routes);
        OwnPasskeys.Map(routes);
        RevokeTokens.Map(routes);
        ConfirmationEndpoint.Map(routes);
        UsersApi.Map(routes);
        MeApi.Map(routes);
        OwnDataEndpoints.Map(routes);
        ForgettingApi.Map(routes);
        IgnoringEndpoints.Map(routes);
    }

    public IEnumerable<TokenScope> TokenScopes =>
    [
        new("account:read", "View your profile, sessions, passkeys and tokens"),
        new("account:write", "Edit your profile, end sessions, revoke tokens"),
        new("users:read", "View members' names"),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Overview", "/account", "user", MenuPlace.Account),
        new("Profile", "/account/settings", "settings", MenuPlace.Account, 10),
        new("People you ignore", IgnoringEndpoints.Page, "eye-off", MenuPlace.Account, 14),
        new("Password", "/account/password", "lock", MenuPlace.Account, 20),
        new("Two-step sign-in", "/account/two-step", "shield", MenuPlace.Account, 21),
        new("Passkeys", "/account/passkeys", "key", MenuPlace.Account, 22),
        new("Sessions", "/account/sessions", "device", MenuPlace.Account, 23),
        new("API tokens", "/account/tokens", "code", MenuPlace.Account, 24),
        new("Your data", "/account/data", "download", MenuPlace.Account, 90),
    ];

    public IEnumerable<Command> Verbs(Cli cli) => [MemberVerb.Command(cli), TokenVerb.Command(cli)];
}
