using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Sessions;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Settings;

/// <summary>What a member says about themselves; <c>null</c> leaves a field as it is.</summary>
internal sealed class ChangeProfile(
    AppDb db, CurrentMember member, ShortMemory<SessionFacts> sessions, ShortMemory<Tokens.TokenFacts> tokens) : IOwnLanguage
{
    public Task ChooseAsync(string language, CancellationToken cancel = default) => RunAsync(null, language, null, cancel);

    public async Task RunAsync(string? name, string? language, string? timeZone, CancellationToken cancel)
    {
        var id = member.RequireId();
        var row = await db.Members.SingleAsync(m => m.Id == id, cancel);
        var called = name is null ? row.Name : MemberFields.Name(name);
        if (called != row.Name)
        {
            row.Rename(called);
            db.Publish(() => new AppearanceChanged(id, id));
        }
        row.Prefer(
            language is null ? row.Language : MemberFields.Language(language),
            timeZone is null ? row.TimeZone : MemberFields.TimeZone(timeZone));
        await db.SaveChangesAsync(cancel);
        sessions.Forget(s => s.Member.Id == id);
        tokens.Forget(t => t.Member.Id == id);
    }
}
