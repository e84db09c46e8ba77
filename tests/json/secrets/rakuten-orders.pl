#!/usr/bin/perl
# 在庫同期スクリプト (毎時 cron から実行)
# 担当: 情報システム課 中村
use strict;
use warnings;
use utf8;
use DBI;
use LWP::UserAgent;
use JSON::PP;
use Net::FTP;

my $dsn  = 'DBI:mysql:database=zaiko;host=db1.nakamura-seiki.example;port=3306';
my $user = 'zaiko_sync';
my $pass = '⟦jyvz-ITKe9.MiqU⟧';

my $dbh = DBI->connect($dsn, $user, $pass, { RaiseError => 1, mysql_enable_utf8mb4 => 1 })
    or die "接続できません: $DBI::errstr";

my $rows = $dbh->selectall_arrayref(
    'SELECT hinban, suryo, souko FROM zaiko WHERE koushin > NOW() - INTERVAL 1 HOUR',
    { Slice => {} },
);

# 楽天側へ反映
my $ua  = LWP::UserAgent->new(timeout => 30, agent => 'zaiko-sync/1.4');
my $res = $ua->post(
    'https://api.ec-mall.example/es/2.0/inventories/bulk-upsert',
    'Authorization' => 'ESA ⟦U1AzMTg4MDRfS2Q4dlRxMm1XeFI6U0wzMTg4MDRfcDdObGMwWXpIalVn⟧',
    'Content-Type'  => 'application/json; charset=utf-8',
    Content         => encode_json({ inventories => $rows }),
);
warn '更新失敗: ' . $res->status_line unless $res->is_success;

# 倉庫会社へ CSV を送る
my $ftp = Net::FTP->new('ftp.souko-logi.example', Passive => 1) or die "FTP: $@";
$ftp->login('nakamura', '⟦sohUC!5_c81⟧') or die 'ログイン失敗: ' . $ftp->message;
$ftp->cwd('/upload');
$ftp->put('/var/spool/zaiko/zaiko.csv');
$ftp->quit;

$dbh->disconnect;
printf "%d 件を同期しました\n", scalar @$rows;
