use chiffrage::*;
use std::path::Path;
fn main(){
    let text = model::load(Path::new("models"), Path::new("templates"));
    match model::bid(&text) {
        Err(f) => { print!("{}", diag::render(&f, &text.sources, false)); }
        Ok((bid, f)) => {
            print!("{}", diag::render(&f, &text.sources, false));
            match engine::estimate(&bid) {
                Err(f) => print!("{}", diag::render(&f, &text.sources, false)),
                Ok(e) => {
                    println!("{:?}", e.dqe.total);
                    for (l,t) in bid.lots.iter().zip(&e.dqe.lots) { println!("{} {:?} {:?}", l.id, t.net, t.margin()); }
                    println!("rows {} idle {} crews {} spreads {}", e.plan.rows.len(), e.plan.idle.len(), e.plan.crews.len(), e.plan.spreads.len());
                    let t=std::time::Instant::now();
                    for _ in 0..200 { std::hint::black_box(engine::estimate(&bid).unwrap()); }
                    println!("{:?}", t.elapsed()/200);
                    let t=std::time::Instant::now();
                    for _ in 0..200 { let text = model::load(Path::new("models"), Path::new("templates")); std::hint::black_box(model::bid(&text).unwrap()); }
                    println!("load {:?}", t.elapsed()/200);
                }
            }
        }
    }
}
