/*****************************************************************
 * Programme : sinistres_mensuel.sas
 * Auteur    : H. Lefèvre, actuariat
 * Objet     : charge mensuelle des sinistres automobile
 *****************************************************************/
options mprint symbolgen fullstimer nodate;
%let annee = 2024;
%let mois  = 10;
%let serveur = ora-dwh.assur-ouest.example;

libname dwh oracle user=actu_lect password="⟦{SAS002}1D57933958C580064BD3DCA81A33DFB2⟧"
        path="//ora-dwh.assur-ouest.example:1521/DWHP" schema=SINISTRES readbuff=5000;

libname tera teradata server="td-prod.assur-ouest.example" user=hlefevre
        password="⟦VTh.o-iE5MGTJ⟧" database=PRIMES;

proc sql;
  create table work.sin as
  select s.no_sinistre, s.dt_survenance, s.mt_charge, p.prime
  from dwh.t_sinistre s
  left join tera.prime_auto p on p.no_contrat = s.no_contrat
  where year(datepart(s.dt_survenance)) = &annee
    and month(datepart(s.dt_survenance)) = &mois;
quit;

proc means data=work.sin n mean sum;
  var mt_charge prime;
  output out=work.resume sum= / autoname;
run;

filename envoi sftp "/depot/sinistres_&annee.&mois..csv"
  host="echange.reassureur.example" user="assurouest";

proc export data=work.resume outfile="/data/actu/resume.csv" dbms=csv replace;
run;

filename rep temp;
proc http url="https://api.reassureur.example/v1/depots"
  method="POST" in=envoi out=rep;
  headers "Authorization"="Bearer ⟦s3MpmjhZMHbm9J4Mo5zSPxxux1UHMgPUNrtZDFtyEqOC⟧"
          "Content-Type"="text/csv";
run;

libname dwh clear;
libname tera clear;
