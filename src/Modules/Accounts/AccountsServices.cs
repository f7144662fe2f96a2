using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Bots;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Devices;
using Guildhall.Accounts.Forgetting;
using Guildhall.Accounts.Ignoring;
using Guildhall.Accounts.Registration;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.Mails;
using Guildhall.Accounts.Passkeys;
using Guildhall.Accounts.Profiles;
using Guildhall.Accounts.Settings;
using Guildhall.Accounts.SignIn;
using Guildhall.Accounts.Tokens;
using Guildhall.Accounts.TwoStep;
using Guildhall.Accounts.Users;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts;

/// <summary>Identity with our rows, our claims and our sessions.</summary>
internal static class AccountsServices
{
    private const string AnyScheme = "Guildhall";

    public static void AddIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;
                // What an e-mail address may be is said by MemberFields, what a password may be by PasswordRules.
                options.User.AllowedUserNameCharacters = "";
                options.Password = new PasswordOptions
                {
                    RequiredLength = PasswordRules.MinLength,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                    RequiredUniqueChars = 0,
                };
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.Lockout.AllowedForNewUsers = false;
            })
            .AddUserStore<AccountStore>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);

        services.AddOptions<PasswordHasherOptions>()
            .Configure<IOptions<AccountsOptions>>((hashing, accounts) => hashing.IterationCount = accounts.Value.PasswordIterations);
        services.Configure<DataProtectionTokenProviderOptions>(links => links.TokenLifespan = TimeSpan.FromHours(1));
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // Possession and a fingerprint, face or PIN: a passkey alone is two factors.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddSingleton<PasswordHashing>();
        services.AddScoped<IPasswordHasher<Account>>(s => s.GetRequiredService<PasswordHashing>());
        services.AddScoped<IUserClaimsPrincipalFactory<Account>, AccountClaims>();
    }

    public static void AddSchemes(this IServiceCollection services)
    {
        services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, options => options.ForwardDefaultSelector = http =>
                TokenAuthentication.IsMeant(http.Request) ? TokenAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(IdentityConstants.ApplicationScheme, null)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, WaitForSecondStep);
        services.AddSingleton<ShortMemory<SessionFacts>>();
        services.AddSingleton<ShortMemory<TokenFacts>>();
        services.AddSingleton<Sightings>();
        services.AddHostedService(s => s.GetRequiredService<Sightings>());
        services.AddScoped<SessionReader>();
        services.AddScoped<EndSessions>();
    }

    public static void AddOperations(this IServiceCollection services)
    {
        services.AddScoped<IMembers, Members>().AddScoped<IContacts, Contacts>().AddScoped<ISessions, LivingSessions>();
        services.AddScoped<INetworks, MemberNetworks>();
        services.AddScoped<IBotMembers, BotMembers>();
        services.AddSingleton<KnownBots>().AddSingleton<IKnownBots>(s => s.GetRequiredService<KnownBots>())
            .AddSingleton<IFollowActivities>(s => s.GetRequiredService<KnownBots>());
        services.AddSingleton<ShownHandles>().AddSingleton<IShownHandles>(s => s.GetRequiredService<ShownHandles>())
            .AddSingleton<IFollowActivities>(s => s.GetRequiredService<ShownHandles>());
        services.AddScoped<MailedLinks>().AddScoped<AccountMails>();
        services.AddScoped<AskForLink>().AddScoped<ConfirmEmail>().AddScoped<SignInWithLink>();
        services.AddScoped<RegisterMember>();
        services.AddScoped<OpenAccount>();
        services.AddScoped<IVisitorAccounts, VisitorAccounts>().AddScoped<FinishAccount>();
        services.AddScoped<AttemptLimits>();
        services.AddScoped<SignInLimits>();
        services.AddScoped<WatchAttacks>();
        services.AddScoped<KnownDevices>();
        services.AddScoped<SignInWithPassword>();
        services.AddScoped<SignInWithCode>();
        services.AddScoped<SignInWithPasskey>();
        services.AddScoped<CurrentAccount>();
        services.AddScoped<LockOut>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<ChangeProfile>();
        services.AddScoped<IOwnLanguage>(s => s.GetRequiredService<ChangeProfile>());
        services.AddScoped<ChangePublicProfile>().AddScoped<PublicProfiles>()
            .AddScoped<IProfiles>(s => s.GetRequiredService<PublicProfiles>()).AddScoped<IBroughtProfiles, BringProfiles>();
        services.AddSingleton<IIgnoring, ReadIgnoring>().AddScoped<IgnoreMember>();
        services.AddScoped<ChangeFace>().AddScoped<IFileOwner, Faces>();
        services.AddScoped<ChangeCover>().AddScoped<IFileOwner, MemberCovers>();
        services.AddScoped<ChangeEmail>();
        services.AddScoped<SetPassword>();
        services.AddScoped<SecondStep>();
        services.AddScoped<OwnPasskeys>();
        services.AddScoped<SessionList>();
        services.AddScoped<TokenList>();
        services.AddScoped<IssueToken>();
        services.AddScoped<RevokeTokens>().AddScoped<OwnData.WriteArchive>().AddScoped<OwnData.AddFiles>();
        services.AddScoped<TakingDown.ClosedParts>().AddScoped<TakingDown.TakeDownParts>()
            .AddScoped<Kernel.Contracts.Moderation.IReportable, TakingDown.MemberParts>()
            .AddScoped<Kernel.Contracts.Files.IFileOwner, TakingDown.TakenDownPictures>();
        services.AddRecurringJob<ForgetTheEnded>();
    }

    public static void AddForgetting(this IServiceCollection services)
    {
        services.AddScoped<PreviewForgetting>().AddScoped<AskForForgetting>().AddScoped<AskForDeletionLink>()
            .AddScoped<IForget, ForgetAccount>().AddClockJob<ForgetMembers>();
        services.Forget(Leaving.Account).Gone<Account>().Gone<MemberProfile>().Gone<FormerHandle>().Gone<Session>()
            .Gone<Devices.KnownDevice>().Gone<ApiToken>().Gone<Attempts.SignInAttack>()
            .Gone<TakingDown.TakenDownPart>();
        services.Forget(Leaving.Traces).Gone<IgnoredMember>();
        services.Forget("The number under which you were known, and when you were forgotten")
            .Stays<Member>(Leaving.OthersRely)
            .Stays<AccountDeletion>(Leaving.Checkable);
    }

    /// <summary>Between the password and the code, and between a passkey's challenge and its answer.</summary>
    private static void WaitForSecondStep(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "__Host-step";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
        options.SlidingExpiration = false;
    }
}
