using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddBots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_bot",
                table: "members",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "bots",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: true),
                    scopes = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    webhook_url = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    webhook_secret = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    suspended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bots", x => x.id);
                    table.ForeignKey(
                        name: "FK_bots_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bots_members_owner_id",
                        column: x => x.owner_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "built_in_bots",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    on_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    changed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    markdown = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    channel_id = table.Column<long>(type: "INTEGER", nullable: true),
                    hours = table.Column<int>(type: "INTEGER", nullable: false),
                    most_per_day = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_built_in_bots", x => new { x.community_id, x.kind });
                    table.ForeignKey(
                        name: "FK_built_in_bots_members_changed_by",
                        column: x => x.changed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "built_in_deeds",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_built_in_deeds", x => new { x.community_id, x.kind, x.key });
                    table.ForeignKey(
                        name: "FK_built_in_deeds_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    space_id = table.Column<long>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    about = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    people_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    slow_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    archived_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_number = table.Column<int>(type: "INTEGER", nullable: false),
                    last_change = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels", x => x.id);
                    table.ForeignKey(
                        name: "FK_channels_members_created_by",
                        column: x => x.created_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "chat_reachabilities",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    who_writes = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chat_reachabilities", x => x.member_id);
                    table.ForeignKey(
                        name: "FK_chat_reachabilities_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "chat_settings",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    keep_days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chat_settings", x => x.community_id);
                });

            migrationBuilder.CreateTable(
                name: "ignored_members",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ignored_id = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ignored_members", x => new { x.member_id, x.ignored_id });
                    table.ForeignKey(
                        name: "FK_ignored_members_members_ignored_id",
                        column: x => x.ignored_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ignored_members_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bot_buttons",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    post_kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    style = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bot_buttons", x => x.id);
                    table.ForeignKey(
                        name: "FK_bot_buttons_bots_bot_id",
                        column: x => x.bot_id,
                        principalTable: "bots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bot_commands",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    options = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    users = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bot_commands", x => x.id);
                    table.ForeignKey(
                        name: "FK_bot_commands_bots_bot_id",
                        column: x => x.bot_id,
                        principalTable: "bots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bot_interactions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    asker_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ticket = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    options = table.Column<string>(type: "TEXT", nullable: false),
                    place_kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thread_id = table.Column<long>(type: "INTEGER", nullable: true),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    deferred_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lost_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answer_html = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bot_interactions", x => x.id);
                    table.ForeignKey(
                        name: "FK_bot_interactions_bots_bot_id",
                        column: x => x.bot_id,
                        principalTable: "bots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_bot_interactions_members_asker_id",
                        column: x => x.asker_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_bars",
                columns: table => new
                {
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    set_by = table.Column<long>(type: "INTEGER", nullable: false),
                    set_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_bars", x => new { x.channel_id, x.member_id, x.kind });
                    table.ForeignKey(
                        name: "FK_channel_bars_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_channel_bars_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_channel_bars_members_set_by",
                        column: x => x.set_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_people",
                columns: table => new
                {
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_people", x => new { x.channel_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_channel_people_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_channel_people_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_reads",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thread_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_read = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_reads", x => new { x.member_id, x.channel_id, x.thread_id });
                    table.ForeignKey(
                        name: "FK_channel_reads_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_channel_reads_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thread_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    reply_to_id = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<int>(type: "INTEGER", nullable: false),
                    replied_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    has_files = table.Column<bool>(type: "INTEGER", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    standing = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    edited_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    change = table.Column<long>(type: "INTEGER", nullable: false),
                    is_unindexed = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.id);
                    table.ForeignKey(
                        name: "FK_messages_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_messages_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "message_files",
                columns: table => new
                {
                    message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 1200, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message_files", x => new { x.message_id, x.file_id });
                    table.ForeignKey(
                        name: "FK_message_files_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_bot_buttons_bot_id",
                table: "bot_buttons",
                column: "bot_id");

            migrationBuilder.CreateIndex(
                name: "IX_bot_buttons_post_kind_post_id_place",
                table: "bot_buttons",
                columns: new[] { "post_kind", "post_id", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bot_commands_bot_id",
                table: "bot_commands",
                column: "bot_id");

            migrationBuilder.CreateIndex(
                name: "IX_bot_commands_community_id_name",
                table: "bot_commands",
                columns: new[] { "community_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_asked_at",
                table: "bot_interactions",
                column: "asked_at");

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_asker_id_asked_at",
                table: "bot_interactions",
                columns: new[] { "asker_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_community_id_asker_id_key",
                table: "bot_interactions",
                columns: new[] { "community_id", "asker_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_bot_id",
                table: "bot_interactions",
                column: "bot_id");

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_ticket",
                table: "bot_interactions",
                column: "ticket",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bots_community_id",
                table: "bots",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_bots_member_id",
                table: "bots",
                column: "member_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bots_owner_id",
                table: "bots",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "IX_built_in_bots_changed_by",
                table: "built_in_bots",
                column: "changed_by");

            migrationBuilder.CreateIndex(
                name: "IX_built_in_deeds_community_id_kind_member_id_at",
                table: "built_in_deeds",
                columns: new[] { "community_id", "kind", "member_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_built_in_deeds_member_id",
                table: "built_in_deeds",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_channel_bars_member_id",
                table: "channel_bars",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_channel_bars_set_by",
                table: "channel_bars",
                column: "set_by");

            migrationBuilder.CreateIndex(
                name: "IX_channel_people_community_id_member_id",
                table: "channel_people",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_channel_people_member_id",
                table: "channel_people",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_channel_reads_channel_id",
                table: "channel_reads",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "IX_channels_community_id_people_key",
                table: "channels",
                columns: new[] { "community_id", "people_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_channels_community_id_space_id_place",
                table: "channels",
                columns: new[] { "community_id", "space_id", "place" });

            migrationBuilder.CreateIndex(
                name: "IX_channels_created_by",
                table: "channels",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "IX_ignored_members_ignored_id",
                table: "ignored_members",
                column: "ignored_id");

            migrationBuilder.CreateIndex(
                name: "IX_messages_author_id_channel_id_id",
                table: "messages",
                columns: new[] { "author_id", "channel_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_id_author_id_key",
                table: "messages",
                columns: new[] { "channel_id", "author_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_id_change",
                table: "messages",
                columns: new[] { "channel_id", "change" });

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_id_thread_id_number",
                table: "messages",
                columns: new[] { "channel_id", "thread_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_unindexed",
                table: "messages",
                column: "id",
                filter: "is_unindexed IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bot_buttons");

            migrationBuilder.DropTable(
                name: "bot_commands");

            migrationBuilder.DropTable(
                name: "bot_interactions");

            migrationBuilder.DropTable(
                name: "built_in_bots");

            migrationBuilder.DropTable(
                name: "built_in_deeds");

            migrationBuilder.DropTable(
                name: "channel_bars");

            migrationBuilder.DropTable(
                name: "channel_people");

            migrationBuilder.DropTable(
                name: "channel_reads");

            migrationBuilder.DropTable(
                name: "chat_reachabilities");

            migrationBuilder.DropTable(
                name: "chat_settings");

            migrationBuilder.DropTable(
                name: "ignored_members");

            migrationBuilder.DropTable(
                name: "message_files");

            migrationBuilder.DropTable(
                name: "bots");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "channels");

            migrationBuilder.DropColumn(
                name: "is_bot",
                table: "members");
        }
    }
}
