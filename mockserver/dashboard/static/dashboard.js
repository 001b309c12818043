var sr=/^(.*?)(?:\/w\/([^/]+))?(?:\/__admin\/?)?$/;function Do(e){let[,t="",n]=sr.exec(e)??[];return{base:t.replace(/\/$/,""),world:n}}function Io(e){let[t,n=""]=e.replace(/^#\/?/,"").split("?"),o=t.split("/").filter(Boolean).map(decodeURIComponent);return{path:o.length?o:["calls"],query:Object.fromEntries(new URLSearchParams(n))}}function h(e,t={}){let n=Object.entries(t).filter(([,a])=>a),o=n.length?`?${new URLSearchParams(n)}`:"";return`#/${e.filter(a=>a!=null).map(encodeURIComponent).join("/")}${o}`}async function jo(e,t){let n=e.pipeThrough(new TextDecoderStream).getReader(),o="";for(;;){let{done:a,value:s}=await n.read();if(a)return;let r=(o+s).split(`

`);o=r.pop();for(let l of r)t(ar(l))}}function ar(e){let t={kind:"message"};for(let n of e.split(`
`)){let o=n.indexOf(": "),a=n.slice(0,o),s=n.slice(o+2);a==="id"?t.id=s:a==="event"?t.kind=s:a==="data"&&(t.data=s)}return t}var L,Wo,Fn,ye,In,Kt,Ho,Ht,Bo,Un,jn,rr,vt=Symbol.for("pv"),Jt={},zt=[],ir=/^m(i|n|o|s|text|space)$/,Wn=Array.isArray,Hn=zt.slice,Le=Object.assign;function qe(e){e&&e.parentNode&&e.remove()}function Vt(e,t,n){var o,a,s,r={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?a=t[s]:r[s]=t[s];return l>2&&(r.children=l>3?Hn.call(arguments,2):n),ht(e,r,o,a,null)}function ht(e,t,n,o,a){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:vt,__v:a||++Wo,__i:-1,__u:0};return!a&&L.vnode&&L.vnode(s),s}function Pe(e){return e.children}function ze(e,t){this.props=e,this.context=t,this.__g=0}function we(e,t){if(t==null)return e.__&&we(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:we(e)}function lr(e){var t,n=e.__v,o=n.__e,a=[],s=[],r=e.__P;r&&((t=Le({constructor:vt},n)).__v=n.__v+1,L.vnode&&L.vnode(t),Bn(r,t,n,e.__n,r.namespaceURI,32&n.__u?[o]:null,a,o||we(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,Yo(a,t,s),n.__=n.__e=null,t.__e!=o&&Ko(t))}function Ko(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Ko(e)}function Fo(e){(8&e.__g||(e.__g|=8,ye.push(e),Kt++))&&In==L.debounceRendering||((In=L.debounceRendering)||queueMicrotask)(Jo)}function Jo(){try{for(var e,t=1;ye.length;)ye.length>t&&ye.sort(Ho),e=ye.shift(),t=ye.length,8&e.__g&&lr(e)}finally{(Kt=ye.length)&&(In||queueMicrotask)(Jo)}}function zo(e,t,n,o,a,s,r,l,c,u,d){var f,m,p,b,R,S,O=o.__k||zt,v=t.length;for(c=cr(n,t,O,c,v),f=0;f<v;f++)(p=n.__k[f])!=null&&(m=~p.__i&&O[p.__i]||Jt,p.__i=f,S=Bn(e,p,m,a,s,r,l,c,u,d),b=p.__e,(m.ref!=p.ref||8&m.__u)&&(m.ref&&Kn(m.ref,null,p,m),p.ref&&d.push(p.ref,p.__c||b,p)),R=R||b,4&p.__u?(c=Vo(p,c,e,!m.__v),m.__e&&(m.__e=null)):typeof p.type=="function"&&S!==void 0?c=S:b&&(c=b.nextSibling),p.__u&=-21);return n.__e=R,c}function cr(e,t,n,o,a){var s,r,l,c,u,d,f,m,p,b=n.length,R=b,S=0,O=0,v=e.__k=Array(a);for(s=0;s<a;s++)(r=t[s])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=v[s]=ht(null,r):Wn(r)?r=v[s]=ht(Pe,{children:r}):r.constructor===vt&&r.__b?r=v[s]=ht(r.type,r.props,r.key,r.ref,r.__v):v[s]=r,c=s+S,r.__=e,r.__b=e.__b+1,l=null,~(u=r.__i=ur(r,n,c,R))&&(R--,(l=n[u])&&(l.__u|=2)),l&&l.__v?(r.__u|=16,u==c-1?S--:u==c+1?S++:u!=c&&(u>c?S--:S++,O=1)):(~u||(a>b?S--:a<b&&S++),typeof r.type!="function"&&(r.__u|=4))):v[s]=null;if(O){for(d=[],f=[],s=0;s<a;s++)if((r=v[s])&&16&r.__u){for(S=0,m=d.length;S<m;)d[p=S+m>>1]<r.__i?S=p+1:m=p;d[S]=r.__i,f[s]=S+1}for(S=d.length;s--;)f[s]&&(f[s]==S?S--:v[s].__u|=4)}if(R)for(s=0;s<b;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=we(l)),Jn(l,l));return o}function Vo(e,t,n,o){var a,s,r,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(a=e.__k)for(s=0;s<a.length;s++)a[s]&&(a[s].__=e,t=Vo(a[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=we(e))&&!t.parentNode&&(t=null),r=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(r!=l&&(!o&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function ur(e,t,n,o){var a,s=e.key,r=e.type,l=t[n],c=l&&!(2&l.__u);if(l===null&&s==null||c&&s==l.key&&r==l.type)return n;if(o>(c?1:0)){for(a=n-1;a>=0;a--)if((l=t[a])&&!(2&l.__u)&&s==l.key&&r==l.type)return a;for(a=n+1;a<t.length;a++)if((l=t[a])&&!(2&l.__u)&&s==l.key&&r==l.type)return a}return-1}function Uo(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function Wt(e,t,n,o,a){var s,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Uo(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Uo(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(r=jn[t]||(jn[t]=dr(t)),(e.__a||(e.__a={}))[t]=Un,s=t!=(t=t.replace(Bo,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,s):e.removeEventListener(t,r,s));else{if(a=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function dr(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Ht]==null)t[Ht]=Un++;else if(t[Ht]<this.__a[e])return;return n(L.event?L.event(t):t)}}}function Bn(e,t,n,o,a,s,r,l,c,u){var d,f,m,p,b,R,S,O,v,A,_,Z,Je,Ut,Ae,Po,_e,Re,de=t.type;if(t.constructor!==vt)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,f=s=[],d.nodeType==8?l=Bt(d,s):s.push(d),l=s[0]||l),(d=L.__b)&&d(t);e:if(typeof de=="function"){m=r.length;try{if(O=t.props,v=(d=de.prototype)&&d.render,A=(d=de.contextType)&&o[d.__c],_=d?A?A.props.value:d.__:o,(p=n.__c)?(t.__c=p,2&p.__g&&(p.__g|=1)):(v?t.__c=p=new de(O,_):(t.__c=p=new ze(O,_),p.constructor=de,p.render=fr),A&&A.sub(p),p.state||(p.state={}),p.__n=o,p.__g|=8,p.__h=[],p.__k=[]),v&&(p.__s||(p.__s=p.state),de.getDerivedStateFromProps&&(p.__s==p.state&&(p.__s=Le({},p.__s)),Le(p.__s,de.getDerivedStateFromProps(O,p.__s)))),b=p.props,R=p.state,p.__v=t,n.__c){if(O!==b&&v&&!de.getDerivedStateFromProps&&p.componentWillReceiveProps&&p.componentWillReceiveProps(O,_),t.__v==n.__v&&!(8&p.__g)||!(4&p.__g)&&p.shouldComponentUpdate&&p.shouldComponentUpdate(O,p.__s,_)===!1){t.__v!=n.__v&&(p.props=O,p.state=p.__s,p.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(te){te&&(te.__=t)}),zt.push.apply(p.__h,p.__k),p.__k=[],p.__h.length&&r.push(p),l=we(n);break e}p.componentWillUpdate&&p.componentWillUpdate(O,p.__s,_),v&&p.componentDidUpdate&&p.__h.push(function(){p.componentDidUpdate(b,R,S)})}else v&&!de.getDerivedStateFromProps&&p.componentWillMount&&p.componentWillMount(),v&&p.componentDidMount&&p.__h.push(p.componentDidMount);p.context=_,p.props=O,p.__P=e,p.__g&=-5,Z=L.__r,Je=v?25:0;do p.__g&=-9,Z&&Z(t),d=p.render(p.props,p.state=p.__s,p.context);while(8&p.__g&&++Je<25);v&&(zt.push.apply(p.__h,p.__k),p.__k=[]),p.state=p.__s,p.getChildContext&&(o=Le({},o,p.getChildContext())),v&&n.__c&&p.getSnapshotBeforeUpdate&&(S=p.getSnapshotBeforeUpdate(b,R)),Ut=d&&d.type===Pe&&d.key==null?d.props.children:d,O.__P&&(d=l,a=(e=O.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(te){te&&Jn(te,te)}),n.__k=null),l=n.__k?we(n,0):null),l=zo(e,Wn(Ut)?Ut:[Ut],t,n,o,a,s,r,l,c,u),O.__P&&(t.__e=null,l=d),t.__u&=-161,f&&f.some(qe),p.__h.length&&r.push(p),1&p.__g&&(p.__g&=-4)}catch(te){if(r.length=m,t.__v=null,c||s)if(te&&te.then){if(t.__u|=128|c,s){for(~(_e=s.indexOf(l||void 0))||(_e=s.length);(Re=s[_e-1])&&Re.nodeType==8;)_e--;for(;_e<s.length;_e++)if(Re=s[_e])if(s[_e]=null,Ae){if(Re==Po)break}else{if(Re.nodeType!=8)break;Re.data.startsWith("$s")&&(Po=Bt(Ae=Re))}}if(!Ae){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;Ae=l}(d=Bt(Ae=t.__c.__z||(t.__c.__z=Ae)))?(t.__e=Ae,l=d):t.__e=l,l=l&&l.nextSibling}else s&&s.some(qe);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),te&&te.then||Go(t),L.__e(te,t,n)}}else l=t.__e=pr(n.__e,t,n,o,a,s,r,c,u,e);return(d=L.diffed)&&d(t),l}function Bt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function Go(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Go))}function Yo(e,t,n){for(var o=0;o<n.length;)Kn(n[o++],n[o++],n[o++]);L.__c&&L.__c(t,e),e.some(function(a){try{e=a.__h,a.__h=[],e.some(function(s){s.call(a)})}catch(s){L.__e(s,a.__v)}})}function pr(e,t,n,o,a,s,r,l,c,u){var d,f,m,p,b,R,S,O,v=n.props||Jt,A=t.props,_=t.type;if(_=="svg"?a="http://www.w3.org/2000/svg":_=="math"?a="http://www.w3.org/1998/Math/MathML":a||(a="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.length;d++)if((b=s[d])&&(_?b.localName==_:b.nodeType==3)){e=b,s[d]=null;break}}if(!e){if(O=u.ownerDocument||document,!_)return O.createTextNode(A);e=O.createElementNS(a,_,A.is?A:u),l&&(L.__m&&L.__m(t,s),l=!1),s=null}if(_){if(u=_=="template"&&e.content||e,s=_=="textarea"&&A.defaultValue!=null?null:s&&Hn.call(u.childNodes),!l&&s)for(v={},d=0;d<e.attributes.length;d++)v[(b=e.attributes[d]).name]=b.value;for(d in v)b=v[d],d=="dangerouslySetInnerHTML"?m=b:d=="children"||d in A||d=="value"&&"defaultValue"in A||d=="checked"&&"defaultChecked"in A||Wt(e,d,null,b,a);for(d in A)b=A[d],d=="children"?p=b:d=="dangerouslySetInnerHTML"?f=b:d=="value"?R=b:d=="checked"?S=b:l&&typeof b!="function"||v[d]===b||Wt(e,d,b,v[d],a);f?(l||m&&(f.__html==m.__html||f.__html==e.innerHTML)||(e.innerHTML=f.__html),t.__k=[]):(m&&(e.textContent=""),(_=="foreignObject"||a=="http://www.w3.org/1998/Math/MathML"&&ir.test(_))&&(a="http://www.w3.org/1999/xhtml"),zo(u,Wn(p)?p:[p],t,n,o,a,s,r,s?s[0]:n.__k&&we(n,0),l,c),s&&s.some(qe)),l&&_!="textarea"||(d="value",_=="progress"&&R==null?e.removeAttribute(d):R==null||R===e[d]&&(_!="progress"||R)||Wt(e,d,R,v[d],a),d="checked",S!=null&&S!=e[d]&&Wt(e,d,S,v[d],a))}else v===A||l&&e.data==A||(e.data=A);return e}function Kn(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(a){L.__e(a,n)}}function Jn(e,t,n){var o,a,s,r;if(L.unmount&&L.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||Kn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){L.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&Jn(o[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(a=Bt(o,s=[]))&&(o==e.__e&&s.some(qe),qe(a),qe(o)),n||qe(e.__e),e.__e=e.__c=e.__=null}function fr(e,t,n){return this.constructor(e,n)}function zn(e,t){var n,o,a,s;L.__&&L.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=ht(Pe,{children:[e]}),a=[],s=[],Bn(t,t.__k,o||Jt,Jt,t.namespaceURI,o?null:t.firstChild?Hn.call(t.childNodes):null,a,o?o.__e:t.firstChild,n,s),Yo(a,t.__k,s),t.__k.props.children=null}L={__e:function(e,t,n,o){for(var a,s,r;t=t.__;)if((a=t.__c)&&!(1&a.__g)){a.__g|=4;try{if((r=(s=a.constructor)&&s.getDerivedStateFromError)&&a.setState(s.getDerivedStateFromError(e)),a.componentDidCatch&&(a.componentDidCatch(e,o||{}),r=1),r&&8&a.__g)return void(a.__g|=2)}catch(l){e=l}}throw Kt=0,e}},Wo=0,Fn=function(e){return e!=null&&e.constructor===vt},ze.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Le({},this.state)),typeof e=="function"&&(e=e(Le({},n),this.props)),e&&(Le(n,e),this.__v&&(t&&this.__k.push(t),Fo(this)))},ze.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Fo(this))},ze.prototype.render=Pe,ye=[],Kt=0,Ho=function(e,t){return e.__v.__b-t.__v.__b},Ht=Symbol(),Bo=/(PointerCapture)$|Capture$/i,Un=0,jn={},rr=0;var Ve,B,Vn,Zo,Gn=Object.is,Gt=0,rs=[],Yn=[],H=L,Xo=H.__b,Qo=H.__r,es=H.diffed,ts=H.__c,ns=H.unmount,os=H.__;function Yt(e,t){H.__h&&H.__h(B,e,Gt||t),Gt=0;var n=B.__H||(B.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function g(e){return Gt=1,mr(is,e)}function mr(e,t,n){var o=Yt(Ve++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):is(void 0,t),function(s){var r=(o.__N||o.__)[0],l=o.t(r,s);Gn(r,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=B,!B.__f)){B.__f=!0;var a=B.shouldComponentUpdate;B.shouldComponentUpdate=function(s,r,l){var c=this.__H;if(!c)return!0;var u=!1,d=this.props!=s;if(c.__.some(function(m){m.__N&&(u=!0,Gn(m.__[0],m.__N[0])||(d=!0))}),a){var f=a.call(this,s,r,l);return u?f||d:f}return!u||d}}return o.__}function k(e,t){var n=Yt(Ve++,3);!H.__s&&Xn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,B.__H.__h.push(n))}function j(e,t){var n=Yt(Ve++,4);!H.__s&&Xn(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,B.__h.push(n))}function C(e){return Gt=5,T(function(){return{current:e}},[])}function T(e,t){var n=Yt(Ve++,7);return Xn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function $r(){var e;do{for(;e=Yn.shift();)try{gt(e)}catch(n){H.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=rs.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(gt),t.__h.some(Zn),t.__h=[]}catch(n){t.__h=[],H.__e(n,e.__v)}}}while(Yn.length)}H.__b=function(e){B=null,Xo&&Xo(e)},H.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),os&&os(e,t)},H.__r=function(e){Qo&&Qo(e),Ve=0;var t=(B=e.__c).__H;t&&(Vn==B?B.__h=[]:(t.__h.some(gt),t.__h.some(Zn),Ve=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Vn=B},H.diffed=function(e){es&&es(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&as(rs.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),Vn=B=null},H.__c=function(e,t){t.some(function(n){try{n.__h.some(gt),n.__h=n.__h.filter(function(o){return!o.__||Zn(o)})}catch(o){n.__h=[function(){throw o}]}}),ts&&ts(e,t)},H.unmount=function(e){ns&&ns(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(a){try{if(a.__P&&a.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}a.__P=n,as(Yn.push(a))}else gt(a)}catch(s){t=s}}),o.__H=void 0,t&&H.__e(t,o.__v))};var ss=typeof requestAnimationFrame=="function";function hr(e){var t,n=function(){clearTimeout(o),ss&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);ss&&(t=requestAnimationFrame(n))}function as(e){e!=1&&Zo==H.requestAnimationFrame||((Zo=H.requestAnimationFrame)||hr)($r)}function gt(e){var t=B,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),B=t}function Zn(e){var t=B;e.__c=e.__(),B=t}function Xn(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!Gn(n,e[o])})}function is(e,t){return typeof t=="function"?t(e):t}var vr=Symbol.for("preact-signals");function en(){if(pe>1)pe--;else{var e,t=!1;for((function(){var a=Xt;for(Xt=void 0;a!==void 0;){var s=a.S;if(s.v===a.v)for(var r=s.t;r!==void 0;r=r.x)r.i===a.i&&(r.i=s.i);a=a.o}})();_t!==void 0;){var n=_t;for(_t=void 0,Zt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&cs(n))try{n.c()}catch(a){t||(e=a,t=!0)}n=o}}if(Zt=0,pe--,t)throw e}}function De(e){if(pe>0)return e();Qn=++gr,pe++;try{return e()}finally{en()}}var bt,F=void 0;function yt(e){var t=F,n=bt;F=void 0,bt=void 0;try{return e()}finally{F=t,bt=n}}var _t=void 0,pe=0,Zt=0,gr=0,Qn=0,Xt=void 0,Qt=0;function ls(e){if(F!==void 0){var t=e.n;if(t===void 0||t.t!==F)return t={i:0,S:e,p:F.s,n:void 0,t:F,e:void 0,x:void 0,r:t},F.s!==void 0&&(F.s.n=t),F.s=t,e.n=t,32&F.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=F.s,t.n=void 0,F.s.n=t,F.s=t),t}}function K(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}K.prototype.brand=vr;K.prototype.h=function(){return!0};K.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n!==void 0?n.e=e:yt(function(){var o;(o=t.W)==null||o.call(t)}))};K.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,o=e.x;n!==void 0&&(n.x=o,e.e=void 0),o!==void 0&&(o.e=n,e.x=void 0),e===this.t&&(this.t=o,o===void 0&&yt(function(){var a;(a=t.Z)==null||a.call(t)}))}};K.prototype.subscribe=function(e){var t=this;return le(function(){var n=t.value;yt(function(){return e(n)})},{name:"sub"})};K.prototype.valueOf=function(){return this.value};K.prototype.toString=function(){return this.value+""};K.prototype.toJSON=function(){return this.value};K.prototype.peek=function(){var e=this;return yt(function(){return e.value})};Object.defineProperty(K.prototype,"value",{get:function(){var e=ls(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(Zt>100)throw new Error("Cycle detected");(function(n){pe!==0&&Zt===0&&n.l!==Qn&&(n.l=Qn,Xt={S:n,v:n.v,i:n.i,o:Xt})})(this),this.v=e,this.i++,Qt++,pe++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{en()}}}});function E(e,t){return new K(e,t)}function cs(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function us(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function ds(e){for(var t=e.s,n=void 0;t!==void 0;){var o=t.p;t.i===-1?(t.S.U(t),o!==void 0&&(o.n=t.n),t.n!==void 0&&(t.n.p=o)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=o}e.s=n}function Ie(e,t){K.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Qt-1,this.f=4}Ie.prototype=new K;Ie.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Qt))return!0;if(this.g=Qt,this.f|=1,this.i>0&&!cs(this))return this.f&=-2,!0;var e=F;try{us(this),F=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return F=e,ds(this),this.f&=-2,!0};Ie.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}K.prototype.S.call(this,e)};Ie.prototype.U=function(e){if(this.t!==void 0&&(K.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}};Ie.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}};Object.defineProperty(Ie.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var e=ls(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function je(e,t){return new Ie(e,t)}function ps(e){var t=e.j;if(e.j=void 0,typeof t=="function"){pe++;var n=F;F=void 0;try{t()}catch(o){throw e.f&=-2,e.f|=8,eo(e),o}finally{F=n,en()}}}function eo(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,ps(e)}function br(e){if(F!==this)throw new Error("Out-of-order effect");ds(this),F=e,this.f&=-2;try{8&this.f&&eo(this)}finally{en()}}function Ge(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,bt&&bt.push(this)}Ge.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t=="function"&&(this.j=t)}finally{e()}};Ge.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,ps(this),us(this),pe++;var e=F;return F=this,br.bind(this,e)};Ge.prototype.N=function(){2&this.f||(this.f|=2,this.u=_t,_t=this)};Ge.prototype.d=function(){this.f|=8,1&this.f||eo(this)};Ge.prototype.dispose=function(){this.d()};function le(e,t){var n=new Ge(e,t);try{n.c()}catch(a){throw n.d(),a}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var fs,nn,tn,_r=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var ms=[];le(function(){fs=this.N})();function Ye(e,t){L[e]=t.bind(null,L[e]||function(){})}function wt(e){if(tn){var t=tn;tn=void 0,t()}tn=e&&e.S()}function $s(e){var t=this,n=e.data,o=kt(n);o.name="ReactiveDom",o.value=n;var a=T(function(){for(var l=t,c=t.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=je(function(){var p=o.value.value;return p===0?0:p===!0?"":p||""}),d=je(function(){return!Array.isArray(u.value)&&!Fn(u.value)}),f=le(function(){if(this.N=hs,d.value){var p=u.value;l.__v&&l.__v.__e&&l.__v.__e.nodeType===3&&(l.__v.__e.data=p)}}),m=t.__$u.d;return t.__$u.d=function(){f(),m.call(this)},[d,u]},[]),s=a[0],r=a[1];return s.value?r.peek():r.value}$s.displayName="ReactiveTextNode";Object.defineProperties(K.prototype,{constructor:{configurable:!0,value:Vt(Pe,null).constructor},type:{configurable:!0,value:$s},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}});Ye("__b",function(e,t){if(wt(),nn=void 0,typeof t.type=="string"){var n,o=t.props;for(var a in o)if(a!=="children"){var s=o[a];s instanceof K&&(n||(t.__np=n={}),n[a]=s,o[a]=s.peek())}}e(t)});Ye("__r",function(e,t){if(e(t),t.type!==Pe){wt();var n,o=t.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(a,s){var r;return le(function(){r=this},{name:s}),r.c=a,r})((function(a){return function(){var s;_r&&((s=this.y)==null||s.call(this)),a.__$f|=1,a.setState({})}})(o),typeof t.type=="function"?t.type.displayName||t.type.name:""))),nn=o,wt(n)}});Ye("__e",function(e,t,n,o){wt(),nn=void 0,e(t,n,o)});Ye("diffed",function(e,t){wt(),nn=void 0;var n;if(typeof t.type=="string"&&(n=t.__e)){var o=t.__np,a=t.props,s=n.U;if(s)for(var r in s){var l=s[r];l===void 0||o&&r in o||(l.d(),s[r]=void 0)}if(o){s||(s={},n.U=s);for(var c in o){var u=s[c],d=o[c];u===void 0?(u=yr(n,c,d,a),s[c]=u):u.o(d,a)}}}e(t)});function yr(e,t,n,o){var a=t in e&&e.ownerSVGElement===void 0,s=E(n);return{o:function(r,l){s.value=r,o=l},d:le(function(){this.N=hs;var r=s.value.value;o[t]!==r&&(o[t]=r,a?e[t]=r:r!=null&&(r!==!1||t[4]==="-")?e.setAttribute(t,r):e.removeAttribute(t))})}}Ye("unmount",function(e,t){if(typeof t.type=="string"){var n=t.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var a in o){var s=o[a];s&&s.d()}}}var r=t.__np;if(r){var l=t.props;for(var c in r)l[c]=r[c]}t.__np=void 0}else{var u=t.__c;if(u){u.__$f|=8;var d=u.__$u;d&&(u.__$u=void 0,d.d())}}e(t)});Ye("__h",function(e,t,n,o){o<3&&(t.__$f|=2),e(t,n,o)});ze.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var a in t)return!0;if(this.__f||typeof this.u=="boolean"&&this.u===!0){var s=2&this.__$f;if(!(o||s||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var r in e)if(r!=="__source"&&e[r]!==this.props[r])return!0;for(var l in this.props)if(!(l in e))return!0;return!1};function kt(e,t){return T(function(){return E(e,t)},[])}var wr=function(e){queueMicrotask(function(){queueMicrotask(e)})};function kr(){De(function(){for(var e;e=ms.shift();)fs.call(e)})}function hs(){ms.push(this)===1&&(L.requestAnimationFrame||wr)(kr)}var gs=function(e,t,n,o){var a;t[0]=0;for(var s=1;s<t.length;s++){var r=t[s++],l=t[s]?(t[0]|=r?1:2,n[t[s++]]):t[++s];r===3?o[0]=l:r===4?o[1]=Object.assign(o[1]||{},l):r===5?(o[1]=o[1]||{})[t[++s]]=l:r===6?o[1][t[++s]]+=l+"":r?(a=e.apply(l,gs(e,l,n,["",null])),o.push(a),l[0]?t[0]|=2:(t[s-2]=0,t[s]=a)):o.push(l)}return o},vs=new Map;function bs(e){var t=vs.get(this);return t||(t=new Map,vs.set(this,t)),(t=gs(this,t.get(e)||(t.set(e,t=(function(n){for(var o,a,s=1,r="",l="",c=[0],u=function(m){s===1&&(m||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,m,r):s===3&&(m||r)?(c.push(3,m,r),s=2):s===2&&r==="..."&&m?c.push(4,m,0):s===2&&r&&!m?c.push(5,0,!0,r):s>=5&&((r||!m&&s===5)&&(c.push(s,0,r,a),s=6),m&&(c.push(s,m,0,a),s=6)),r=""},d=0;d<n.length;d++){d&&(s===1&&u(),u(d));for(var f=0;f<n[d].length;f++)o=n[d][f],s===1?o==="<"?(u(),c=[c],s=3):r+=o:s===4?r==="--"&&o===">"?(s=1,r=""):r=o+r[0]:l?o===l?l="":r+=o:o==='"'||o==="'"?l=o:o===">"?(u(),s=1):s&&(o==="="?(s=5,a=r,r=""):o==="/"&&(s<5||n[d][f+1]===">")?(u(),s===3&&(c=c[0]),s=c,(c=c[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(u(),s=2):r+=o),s===3&&r==="!--"&&(s=4,c=c[0])}return u(),c})(e)),t),arguments,[])).length>1?t:t[0]}var i=bs.bind(Vt);var{base:xr,world:Sr}=Do(location.pathname),oe=xr,Cr=`${oe}/__admin`,_s=[250,500,1e3,2e3,4e3],fe=E(""),Xe=E(!1),no=()=>new URLSearchParams(location.search).get("world")||Sr||"default",y=E(no()),Ue=E("connecting"),Ze=class extends Error{constructor(t,{code:n,message:o,details:a}){super(o),Object.assign(this,{status:t,code:n,details:a})}};function ys(e){let t={"X-Mockserver-World":y.value,...e};return fe.value&&(t.Authorization=`Bearer ${fe.value}`),t}function ws(e,t={}){let n=Object.entries(t).filter(([,o])=>o!=null&&o!=="");return`${Cr}${e}${n.length?`?${new URLSearchParams(n)}`:""}`}async function to(e,t,{query:n,body:o,type:a,signal:s}={}){let r={method:e,headers:ys(a?{"Content-Type":a}:{}),signal:s};o!==void 0&&(r.body=o);let l;try{l=await fetch(ws(t,n),r)}catch(u){throw u.name==="AbortError"?u:new Ze(0,{code:"unreachable",message:"The server cannot be reached."})}if(l.ok)return l;l.status===401&&(Xe.value=!0);let c=await l.text();throw new Ze(l.status,Tr(c)??{code:"error",message:c||l.statusText})}function Tr(e){try{return JSON.parse(e).error}catch{return null}}async function Fe(e,t,n){return(await to(e,t,n)).json()}var xt="application/json",$={get:(e,t,n)=>Fe("GET",e,{query:t,signal:n}),text:async(e,t)=>(await to("GET",e,{query:t})).text(),blob:async(e,t)=>(await to("GET",e,{query:t})).blob(),post:(e,t={})=>Fe("POST",e,{body:JSON.stringify(t),type:xt}),put:(e,t)=>Fe("PUT",e,{body:JSON.stringify(t),type:xt}),putText:(e,t)=>Fe("PUT",e,{body:t,type:xt}),patch:(e,t)=>Fe("PATCH",e,{body:JSON.stringify(t),type:xt}),delete:e=>Fe("DELETE",e),yaml:(e,t)=>Fe("POST",e,{body:t,type:"application/yaml"})};async function ks(e,t,{body:n,headers:o}={}){let a={...o,"X-Mockserver-World":y.value};n!==void 0&&(a["Content-Type"]=xt);let s=await fetch(`${oe}${t}`,{method:e,headers:a,body:n});return{status:s.status,ok:s.ok,headers:s.headers,text:await s.text()}}async function xs(e,{onEvent:t,onOpen:n,abort:o}){let a="";for(let s=0;!o.aborted;s+=1){try{let r=a?{"Last-Event-ID":a}:{},l=await fetch(ws("/events",{world:e}),{headers:ys(r),signal:o});if(l.status===401){Xe.value=!0,Ue.value="lost";return}l.ok&&(s=0,Ue.value="live",n(),await jo(l.body,c=>{a=c.id??a,c.data&&t(c.kind,JSON.parse(c.data))}))}catch{if(o.aborted)return}Ue.value="lost",await Or(_s[Math.min(s,_s.length-1)],o)}}function Or(e,t){return new Promise(n=>{let o=setTimeout(n,e);t.addEventListener("abort",()=>(clearTimeout(o),n()),{once:!0})})}var Er=["Sun","Mon","Tue","Wed","Thu","Fri","Sat"],St=e=>String(e).padStart(2,"0"),x=e=>e==null?null:Date.parse(e.replace(/(\.\d{3})\d+/,"$1")),Qe=e=>new Date(e).toISOString().replace(".000Z","Z");function me(e){let t=new Date(e);return`${St(t.getUTCHours())}:${St(t.getUTCMinutes())}:${St(t.getUTCSeconds())}`}function J(e){let t=(e%1e3+1e3)%1e3;return me(e)+(t?`.${String(t).padStart(3,"0").replace(/0+$/,"")}`:"")}var $e=e=>`${Er[new Date(e).getUTCDay()]} ${me(e)}`,et=e=>new Date(e).toISOString().slice(0,10),M=e=>`${et(e)} ${J(e)} UTC`;function Ct(e,t){if(!t)return"";try{let n={weekday:"short",hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"};return`${new Intl.DateTimeFormat("en-GB",{...n,timeZone:t}).format(e).replace(",","")} ${t}`}catch{return""}}function z(e){let t=e<0?"-":"",n=Math.abs(e);if(n<1e3)return`${t}${n?Number((n/1e3).toFixed(3)):0}s`;if(n<1e4)return`${t}${Number((n/1e3).toFixed(1))}s`;n=Math.round(n/1e3);let o=[["d",86400],["h",3600],["m",60],["s",1]],a=[];for(let[s,r]of o){let l=Math.floor(n/r);l&&a.push(`${l}${s}`),n-=l*r}return t+a.slice(0,2).join(" ")}function Ss(e){let t=Math.round(e/1e3);if(e%1e3||t<60)return z(e);let[n,o]=[Math.floor(t/3600),Math.floor(t/60)%60];return`${n?`${n}:${St(o)}`:o}:${St(t%60)}`}var se=e=>e==null?"":`${e<10?e.toFixed(1):Math.round(e)} ms`,I=(e,t)=>`${e.toLocaleString("en")} ${t}${e===1?"":"s"}`,on=e=>e.length>18?`${e.slice(0,8)}…${e.slice(-4)}`:e;function he(e){try{return JSON.stringify(JSON.parse(e),null,2)}catch{return e??""}}function ke(e,t,{headers:n={},body:o}={}){let a=r=>`'${r.replaceAll("'","'\\''")}'`,s=["curl","-s",...e==="GET"&&o===void 0?[]:["-X",e],a(t)];for(let[r,l]of Object.entries(n))s.push("-H",a(`${r}: ${l}`));return o!==void 0&&s.push("-d",a(o)),s.join(" ")}function X(e,t){let n=!1,o=!1;async function a(){for(o=!0;n;){n=!1;try{await e()}catch{}await new Promise(s=>setTimeout(s,t))}o=!1}return()=>{n=!0,o||a()}}var Cs=150,Mr=250,Nr=100,ao=100,ro=500,Ts=2e4,Ar=300,ve=E([]),ot=E(0),sn=E(!0),Q=E(null),q=E([]),He=E({requests:0,webhooks:0}),Se=E(""),io=E([]),xe=new Map,tt=new Set,oo=new Set,nt=0,so=0;function V(e){return oo.add(e),()=>oo.delete(e)}function lo(e,t){for(let n of oo)n(e,t)}function Tt(){let{mode:e,rate:t,now:n,read:o}=Q.peek()??{now:0};return e==="real"?n+(performance.now()-o)*t:n}function co(e){Q.value={...Q.peek(),...e,now:x(e.now),read:performance.now()}}var We=X(async()=>co(await $.get("/clock")),Mr),Os=X(async()=>{let[e,t,n]=await Promise.all([$.get("/findings"),$.get("/requests/unmatched",{limit:ao,order:"newest"}),$.get("/webhooks",{outcome:"failed",limit:ro,wait:0})]);He.value={requests:e.findings.length+t.requests.length,webhooks:n.webhooks.length}},1e3),Ot=X(async()=>{let e=(await $.get("/worlds")).worlds.map(t=>t.name);io.value=[...new Set([...e,y.peek()])].sort()},1e3);async function Es(){let e=++nt;try{let[t,n]=await Promise.all([$.get("/clock"),$.get("/providers")]);if(e!==nt)return;co(t),q.value=n.providers;let o=new Map(xe),a,s=Nr;xe.clear();do{let r=await $.get("/calls",{view:"summary",limit:s,cursor:a});if(s=ro,e!==nt)return;for(let l of r.calls)xe.set(l.id,l);a=r.next,(!o.size||!a)&&Ms(r.count)}while(a&&xe.size<Ts);Se.value="",sn.value=!1,Os(),Ot(),lo("reload")}catch(t){e===nt&&(Se.value=t.message)}}function Ms(e){De(()=>{ve.value=[...xe.values()].sort((t,n)=>n.number-t.number).slice(0,Ts),ot.value=Math.max(e??0,xe.size)})}async function Ns(){let e=[...tt].slice(0,Ar),t=nt;for(let n of e)tt.delete(n);try{let n=(await $.get("/calls",{view:"summary",id:e.join(","),limit:ro,examples:!0})).calls;if(t!==nt)return;for(let o of n)xe.set(o.id,o);Ms(ot.peek()),lo("calls",new Set(e))}catch{for(let n of e)tt.add(n)}finally{so=tt.size?setTimeout(Ns,Cs):0}}function Rr(e){tt.add(e),so||(so=setTimeout(Ns,Cs))}function qr(e,t){(e==="call"||e==="delivery"&&t.call)&&Rr(t.call),(e==="call"||e==="delivery")&&We(),(e==="request"||e==="delivery")&&Os(),e==="clock"&&(co(t),We()),(e==="gap"||e==="world")&&Es(),lo(e,t)}function As(){le(()=>{let e=y.value;fe.value;let t=new AbortController;return De(()=>{xe.clear(),tt.clear(),ve.value=[],ot.value=0,sn.value=!0,Ue.value="connecting"}),xs(e,{abort:t.signal,onOpen:()=>Es(),onEvent:qr}),()=>t.abort()})}var Et=E(location.hash),w=je(()=>Io(Et.value));function N(e,{query:t,replace:n=!1}={}){let o=h(e,t);o!==location.hash&&(history[n?"replaceState":"pushState"](null,"",o),Et.value=o)}function ee(e){N(w.value.path,{query:{...w.value.query,...e},replace:!0})}function Mt(e){let t=new URLSearchParams(location.search);t.set("world",e),history.pushState(null,"",`?${t}`),Et.value="",y.value=e}addEventListener("popstate",()=>{Et.value=location.hash,y.value=no()});addEventListener("hashchange",()=>Et.value=location.hash);var Lr=6e3,Nt=E([]),Pr=0;function Y(e,{error:t=!1}={}){let n=++Pr;Nt.value=[...Nt.value.slice(-3),{id:n,text:e,error:t}],t||setTimeout(()=>Rs(n),Lr)}var Rs=e=>Nt.value=Nt.value.filter(t=>t.id!==e);async function ne(e){try{return await e()}catch(t){t.name!=="AbortError"&&Y(t.message,{error:!0});return}}function qs(){return i`<div class="notices" role="status" aria-live="polite">
        ${Nt.value.map(({id:e,text:t,error:n})=>i`<p key=${e} class=${n?"notice is-error":"notice"}>
                <span>${t}</span><button class="plain" aria-label="close" onClick=${()=>Rs(e)}>×</button>
            </p>`)}
    </div>`}function P({onAction:e,children:t,...n}){let[o,a]=g(!1),s=async r=>{a(!0),await ne(()=>e(r)),a(!1)};return i`<button type="button" ...${n} disabled=${o||n.disabled} onClick=${s}>${t}</button>`}function U({text:e,label:t="copy"}){let[n,o]=g(!1);return i`<button type="button" class="small" onClick=${()=>ne(async()=>{await Dr(typeof e=="function"?await e():e),o(!0),setTimeout(()=>o(!1),1500)})}>${n?"copied":t}</button>`}async function Dr(e){if(navigator.clipboard)return navigator.clipboard.writeText(e);let t=Object.assign(document.createElement("textarea"),{value:e,className:"offscreen"});document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}function an({phase:e,failed:t,children:n}){return i`<span class=${`chip phase-${t?"failed":e}`}>${n}</span>`}function W({title:e,children:t,command:n}){return i`<div class="empty">
        <h2>${e}</h2>
        ${t}
        ${n&&i`<div class="command"><pre>${n}</pre><${U} text=${n} /></div>`}
    </div>`}function ce({tabs:e,current:t,to:n,label:o}){return i`<nav class="tabs" aria-label=${o}>
        ${e.map(([a,s,r])=>i`<a href=${n(a)} aria-current=${a===t?"page":void 0}>
                ${s}${r?i` <small>${r}</small>`:""}</a
            >`)}
    </nav>`}function ae({title:e,onClose:t,onSubmit:n,submit:o="OK",children:a}){let s=C(null),[r,l]=g("");return j(()=>{let u=document.activeElement;return s.current.showModal(),()=>u?.focus?.()},[]),i`<dialog ref=${s} aria-label=${e} onClose=${t}>
        <form onSubmit=${async u=>{u.preventDefault(),l("");try{await n(Object.fromEntries(new FormData(u.target))),t()}catch(d){l(d.message)}}}>
            <h2>${e}</h2>
            ${a} ${r&&i`<p class="is-error" role="alert">${r}</p>`}
            <p class="buttons">
                <button type="button" onClick=${t}>cancel</button><button class="primary">${o}</button>
            </p>
        </form>
    </dialog>`}function rn(e,t){k(()=>{let n=setInterval(e,t);return()=>clearInterval(n)},[])}function D(e,t){let[n,o]=g([void 0,""]),a=C(0),s=async()=>{let r=++a.current;try{let l=await e();r===a.current&&o([l,""])}catch(l){r===a.current&&o(([c])=>[c,l.message])}};return k(()=>(s(),()=>a.current+=1),t),[n[0],n[1],s]}function st({rows:e,keyOf:t,height:n,selected:o,label:a,row:s,empty:r}){let l=C(null),c=C({rows:[],room:0,fresh:0}),[u,d]=g({top:0,height:600}),f=()=>{let{scrollTop:v,clientHeight:A}=l.current;v+A<c.current.room&&m(v+A),c.current.fresh=Math.min(c.current.fresh,Math.floor(v/n)),d({top:v,height:A})},m=v=>{c.current.room=v,l.current.querySelector(".spacer").style.minHeight=`${v}px`};j(()=>{let v=new ResizeObserver(f);return v.observe(l.current),()=>v.disconnect()},[]),j(()=>{let v=c.current.height??n;v!==n&&(l.current.scrollTop*=n/v),c.current.height=n},[n]),j(()=>{let v=Fr(c.current.rows,e,{keyOf:t,height:n,selected:o,frame:l.current});if(v){let A=Math.max(0,l.current.scrollTop+v*n);m(A+l.current.clientHeight),l.current.scrollTop=A,c.current.fresh+=Math.max(0,v),f()}c.current.rows=e},[e]);let p=o==null?-1:e.findIndex(v=>t(v)===o);j(()=>{p>=0&&Ur(l.current,p,n)},[o,p>=0]);let b=Math.max(0,Math.floor(u.top/n)-6),R=e.slice(b,b+Math.ceil(u.height/n)+12),{fresh:S}=c.current,O=e.length?"list":"group";return i`<div class="long-list">
        <div class="rows" role=${O} aria-label=${a} tabindex="-1" ref=${l} onScroll=${f}>
            ${e.length?"":r}
            <${Ir} height=${e.length*n}>
                ${R.map((v,A)=>i`<${jr} key=${t(v)} top=${(b+A)*n} height=${n}>
                        ${s(v)}
                    <//>`)}
            <//>
        </div>
        ${S>0&&i`<button class="to-top small" onClick=${()=>l.current.scrollTop=0}>↑ ${S} new</button>`}
    </div>`}function Ir({height:e,children:t}){let n=C(null);return j(()=>{n.current.style.height=`${e}px`},[e]),i`<div class="spacer" ref=${n}>${t}</div>`}function jr({top:e,height:t,children:n}){let o=C(null);return j(()=>{Object.assign(o.current.style,{transform:`translateY(${e}px)`,height:`${t}px`})},[e,t]),i`<div class="placed" role="listitem" ref=${o}>${n}</div>`}function Fr(e,t,{keyOf:n,height:o,selected:a,frame:s}){if(!e.length||e===t)return 0;let r=Math.floor(s.scrollTop/o),l=a==null?-1:e.findIndex(f=>n(f)===a),c=l>=r&&l*o<s.scrollTop+s.clientHeight;if(!c&&r===0)return 0;let u=e[c?l:Math.min(r,e.length-1)],d=t.findIndex(f=>n(f)===n(u));return d<0?0:d-(c?l:r)}function Ur(e,t,n){let o=t*n;o<e.scrollTop?e.scrollTop=o:o+n>e.scrollTop+e.clientHeight&&(e.scrollTop=o+n-e.clientHeight)}var At=E(!1);async function at(e){if(At.value)return;At.value=!0;let t=await ne(()=>$.post("/clock/advance",e));At.value=!1,We(),t&&(t.slow.length?Y(`${I(t.slow.length,"webhook")} still unanswered: see Webhooks.`,{error:!0}):!t.event_count&&e.until&&Y("Nothing is planned: no event to advance to."))}var ln=()=>at({until:"next"}),Ls=()=>at({until:"settled"});async function Ps(e){await ne(()=>$.patch("/clock",e)),We()}var un=E(!1),cn=[],Ds={c:"calls",r:"requests",w:"webhooks",f:"faults",s:"scenarios",e:"settings",p:"place"},Wr=[["/","filter the list"],["j, k","next and previous row"],["Enter","open the row"],["Escape","close what is open"],["n","advance the clock to the next event"],["g, then c r w f s e","go to calls, requests, webhooks, faults, scenarios, settings"],["g, then p","place a call"],["+, -, 0","zoom the timeline; show all of it"],["?","these keys"]],uo=!1;function Ce(e){let t=C(e);t.current=e,k(()=>{let n=o=>t.current(o);return cn.unshift(n),()=>cn.splice(cn.indexOf(n),1)},[])}function Is(){addEventListener("keydown",e=>{let t=e.target.closest("input, textarea, select, [contenteditable]");if(!(e.ctrlKey||e.metaKey||e.altKey||document.querySelector("dialog[open]"))){if(t){e.key==="Escape"&&e.target.blur();return}e.key==="Enter"&&e.target.closest("button, a, summary")||Hr(e.key)&&e.preventDefault()}})}function Hr(e){return uo?(uo=!1,Ds[e]&&N([Ds[e]]),!0):e==="g"?uo=!0:e==="?"?un.value=!0:e==="n"?(ln(),!0):e==="/"?Br():cn.some(t=>t(e))}function Br(){let e=document.querySelector("input[type=search]");return e?.focus(),e?.select(),!!e}function js(){return un.value?i`<${ae} title="Keys" onClose=${()=>un.value=!1} onSubmit=${async()=>{}} submit="close">
        <dl class="keys">${Wr.map(([t,n])=>i`<dt><kbd>${t}</kbd></dt><dd>${n}</dd>`)}</dl>
    <//>`:null}var Fs=()=>un.value=!0;function rt({rows:e,keyOf:t,open:n,show:o,close:a}){let[s,r]=g(null),l=n??s,c=u=>{let d=e.findIndex(m=>t(m)===l),f=e[d<0?0:Math.min(e.length-1,Math.max(0,d+u))];return f?((n==null?r:o)(t(f)),!0):!1};return Ce(u=>u==="j"?c(1):u==="k"?c(-1):u==="Enter"&&s!=null&&n==null?(o(s),!0):u==="Escape"&&n!=null?(r(n),a(),!0):!1),l}var it=E("dashboard");async function dn(e,{method:t,path:n,body:o},a={}){let{header:s,prefix:r}=e.authentication,l=await ks(t,n,{body:o,headers:{[s]:r+it.value,...a}});if(!l.ok)throw Object.assign(new Error(`${e.title} answers ${l.status}: ${po(l.text)}`),{answer:l});return l}function po(e){try{let{error:t,message:n,detail:o}=JSON.parse(e);return n??t?.message??o??(typeof t=="string"?t:e)}catch{return e}}function pn(){return i`<label>API key <input value=${it.value} autocomplete="off" onInput=${e=>it.value=e.target.value} /></label>`}var Kr=["dialling","ringing"],Jr=["placed","held","waiting","dialling","ringing","talking","paused"],zr=["human","voicemail","IVR","unknown","ios-screening-filter"],Vr=["user","agent","system"];function Us({call:e}){let[t,n]=g(null),o=q.value.find(u=>u.name===e.provider),a=(u,d)=>$.post(`/calls/${encodeURIComponent(e.id)}/${u}`,d),s=()=>n(null),r=u=>()=>n(u),l=o?.calls.cancel,c={say:i`<${Gr} drive=${a} onClose=${s} />`,fail:i`<${Yr} drive=${a} reasons=${o?.dial_errors??[]} onClose=${s} />`,hangup:i`<${Xr} drive=${a} onClose=${s} />`,transfer:i`<${ei} drive=${a} onClose=${s} />`,answer:i`<${Zr} drive=${a} onClose=${s} />`,cancel:i`<${ti} call=${e} provider=${o} onClose=${s} />`};return i`<div class="controls" role="group" aria-label="drive this call">
        ${Kr.includes(e.phase)&&i`<${P} onAction=${()=>a("answer",{by:"human"})}>answer<//><button onClick=${r("answer")}>answered by…</button><button onClick=${r("fail")}>fail with…</button>`}
        ${e.phase==="talking"&&i`<button onClick=${r("say")}>say…</button><button onClick=${r("hangup")}>hang up…</button><button onClick=${r("transfer")}>transfer…</button>`}
        ${l&&Jr.includes(e.phase)&&i`<button onClick=${r("cancel")} title=${`${l.method} ${l.path}`}>cancel as client</button>`}
        ${t&&c[t]}
    </div>`}var fo=e=>e.map(t=>i`<option key=${t} value=${t}>${t.replaceAll("_"," ")}</option>`),Gr=({drive:e,onClose:t})=>i`<${ae} title="Say something" submit="say" onClose=${t} onSubmit=${n=>e("say",n)}>
    <p class="dim">The planned rest of the conversation is replaced: the call goes on until it is hung up.</p>
    <label>who <select name="who">${fo(["user","agent"])}</select></label>
    <label>text <textarea name="text" rows="3" required autofocus></textarea></label>
<//>`,Yr=({drive:e,reasons:t,onClose:n})=>i`<${ae} title="Let the dial fail" submit="fail" onClose=${n} onSubmit=${o=>e("fail",o)}>
    <p class="dim">A provider that retries will dial again.</p>
    <label>reason <select name="reason" autofocus>${fo(t)}</select></label>
<//>`,Zr=({drive:e,onClose:t})=>i`<${ae} title="Answer the call" submit="answer" onClose=${t} onSubmit=${n=>e("answer",n)}>
    <label>answered by <select name="by" autofocus>${zr.map(n=>i`<option key=${n}>${n}</option>`)}</select></label>
<//>`;function Xr({drive:e,onClose:t}){return i`<${ae} title="Hang up" submit="hang up" onClose=${t} onSubmit=${({by:o,summary:a,outputs:s})=>e("hangup",{by:o,...a&&{summary:a},...s.trim()&&{outputs:Qr(s)}})}>
        <label>by <select name="by" autofocus>${fo(Vr)}</select></label>
        <label>summary <input name="summary" placeholder="optional" /></label>
        <label>outputs, as JSON <textarea name="outputs" rows="2" placeholder='optional: {"interested": true}'></textarea></label>
    <//>`}function Qr(e){try{return JSON.parse(e)}catch(t){throw new Error(`The outputs are not JSON: ${t.message}`)}}var ei=({drive:e,onClose:t})=>i`<${ae} title="Transfer the call" submit="transfer" onClose=${t} onSubmit=${n=>e("transfer",n)}>
    <label>to (E.164) <input name="to" required placeholder="+12125550199" autofocus /></label>
<//>`;function ti({call:e,provider:t,onClose:n}){let{method:o,path:a}=t.calls.cancel,s=a.replace("{id}",encodeURIComponent(e.id));return i`<${ae} title="Cancel as the client would" submit="send" onClose=${n} onSubmit=${()=>dn(t,{method:o,path:s})}>
        <p>This sends the client's own request:</p>
        <pre>${o} ${s}</pre>
        <${pn} />
    <//>`}var ni=["said","tool_used","answered","detected","transferred","ended","cancelled"];function Rt(e){let t=C(null),n=w.value.path[3];return j(()=>{n&&t.current?.querySelector(".is-named")?.scrollIntoView({block:"nearest"})},[n,e]),[t,n]}function mo({call:e,events:t,look:n,now:o}){let[a,s]=Rt(e.id),r=t.filter(l=>ni.includes(l.event));return r.some(l=>l.event==="said")?i`<div class="two-columns">
        <ol class="sayings padded" ref=${a}>${r.map(l=>i`<${si} key=${l.number} row=${l} named=${String(l.number)===s} future=${oi(l,n,o)} zone=${e.time_zone} />`)}</ol>
        <div class="padded stack"><${Ws} call=${e} /></div>
    </div>`:i`<div class="padded stack">
            <p class="dim">${r.length?"Nobody speaks in this call, as far as it is planned.":"Nobody has answered, and no answer is planned yet."}</p>
            <${Ws} call=${e} />
        </div>`}var oi=(e,t,n)=>e.planned||e.ms>(t??n);function si({row:e,named:t,future:n,zone:o}){let a=e.event==="said",s=a?e.who:e.event==="tool_used"?"tool":"";return i`<li class=${`saying is-${s||"event"}${n?" is-planned":""}${t?" is-named":""}`}>
        <time title=${[M(e.ms),Ct(e.ms,o)].filter(Boolean).join(`
`)}>${J(e.ms).slice(0,8)}</time>
        <b>${s}</b>
        ${e.event==="tool_used"?i`<span class="mono">${e.name} ${JSON.stringify(e.arguments)} → ${e.output}</span>`:i`<span>${a?e.text:e.words}</span>`}
    </li>`}function Ws({call:e}){let t=e.timeline.findLast(n=>n.event==="ended");return!t||!t.outputs&&!t.summary?i`<p class="dim">No outputs and no summary${t?" are in the scenario":" yet"}.</p>`:i`<div class=${t.planned?"stack is-planned":"stack"}>
        <h3>${t.planned?"Planned results":"Results"}</h3>
        ${t.summary&&i`<p>${t.summary}</p>`}
        ${t.outputs&&i`<dl class="facts-list">${Object.entries(t.outputs).map(([n,o])=>i`<dt>${n}</dt><dd class="mono">${typeof o=="string"?o:JSON.stringify(o)}</dd>`)}</dl>`}
    </div>`}function Hs({call:e,events:t,now:n}){let[o,a]=Rt(e.id),s=t[0]?.ms??n;return i`<div class="scroll" tabindex="0" role="region" aria-label="events" ref=${o}>
        <table class="events">
            <thead><tr><th>time</th><th>after</th><th>event</th><th>status then</th></tr></thead>
            <tbody>
                ${t.map(r=>i`<tr key=${r.number} class=${`${r.planned?"is-planned":""}${String(r.number)===a?" is-named":""}`}>
                        <td class="mono" title=${[M(r.ms),Ct(r.ms,e.time_zone)].filter(Boolean).join(`
`)}>${$e(r.ms)}</td>
                        <td class="mono dim">${z(r.ms-s)}</td>
                        <td>${r.words}</td>
                        <td class="mono">${r.status}</td>
                    </tr>`)}
            </tbody>
        </table>
    </div>`}var ai=55,ri=700,Bs={placed:["queued","placed"],due:["queued","queued"],held:["waiting",""],waiting:["waiting","waits for a line"],paused:["waiting","paused"],resumed:["waiting","resumed"],dialled:["dialling","dials"],ringing:["ringing","rings"],answered:["talking",""],shown:["shown",""]},ii=["dialling","ringing","talking","transferred"],li=["dials","conversation","webhooks"];function $o(e){return e.timeline.filter(n=>n.event!=="webhook").map((n,o)=>({...n,number:o+1,ms:x(n.at),words:n.description??n.event}))}function zs(e,t,n){let o=$o(e),a=[{name:"dials",items:ci(o,n)},{name:"conversation",items:pi(o)},{name:"tools",items:Js(o,"tool_used","tool",s=>s.name)},{name:"results",items:Js(o,"ready","result",s=>s.result)},{name:"requests",items:t.map(fi)},{name:"webhooks",items:e.webhooks.flatMap(mi)},{name:"faults",items:[...t.filter(s=>s.fault).map($i),...e.webhooks.filter(s=>s.faults.length).map(hi)]}];for(let{items:s}of a)s.sort((r,l)=>r.at-l.at);return a.filter(s=>s.items.length||li.includes(s.name))}function Vs(e,t){return[t,...e.flatMap(n=>n.items.flatMap(o=>[o.at,o.until??o.at]))]}function ci(e,t){let n=[],o=null,a=!1,s=(r,l,c)=>{o&&r.ms>o.at&&n.push(...Ks(t,{...o,until:r.ms})),o=l&&{kind:l,label:c,at:r.ms,title:r.words,planned:r.planned,target:["events",r.number]}};for(let r of e)if((r.event==="dialled"||r.event==="answered")&&(a=r.event==="answered"),!((r.event==="paused"||r.event==="resumed")&&ii.includes(o?.kind)))if(r.event in Bs){let[l,c]=Bs[r.event];s(r,l,c||ui(r))}else r.event==="detected"&&o?o.label=Gs(r.by):r.event==="transferred"&&o?s(r,"transferred",`talks to ${r.to}`):["ended","cancelled","closed"].includes(r.event)&&(s(r,r.event==="ended"?"wrapping":null,"results"),r.event!=="closed"&&n.push(di(r,a)));return o&&o.kind!=="wrapping"&&n.push(...Ks(t,{...o,until:Math.max(t,e.at(-1).ms+1e3)})),n}var Gs=e=>e==="human"?"a person talks":e;function ui(e){return e.event==="answered"?Gs(e.by):e.event==="held"?e.why??e.words:e.event==="shown"?e.word:e.words}function di(e,t){let n=(e.reason??e.event).replaceAll("_"," ");return{kind:t&&e.event==="ended"?"end":"failed",label:n,at:e.ms,until:e.ms,title:e.words,planned:e.planned,target:["events",e.number]}}function Ks(e,t){return t.until<=e?[{...t,planned:!1}]:t.at>=e?[{...t,planned:!0}]:[{...t,until:e,planned:!1},{...t,at:e,planned:!0,label:""}]}function pi(e){return e.filter(t=>t.event==="said").map(t=>{let n=e.find(a=>a.ms>t.ms)?.ms??1/0,o=t.ms+Math.min(Math.max(ri,t.text.length*ai),n-t.ms);return{kind:`who-${t.who}`,at:t.ms,until:o,label:t.text,title:`${t.who}: ${t.text}`,planned:t.planned,target:["conversation",t.number]}})}function Js(e,t,n,o){return e.filter(s=>s.event===t).map(s=>({kind:n,at:s.ms,label:o(s),title:s.words,planned:s.planned,target:["events",s.number]}))}function fi(e){let t=e.status==null||e.status>=400,n=`${e.method} ${e.path} → ${e.status??"no answer"} ${e.operation??"matches no route"}`;return{kind:t?"request-failed":"request",at:x(e.at),label:"",title:n,planned:!1,target:["requests",e.id]}}function mi(e){let t={chain:e.id,target:["webhooks",e.id]},n=e.attempts.map((a,s)=>({...t,kind:a.status>=200&&a.status<300?"webhook":"webhook-failed",at:x(a.at),label:s?"":e.event,title:`${e.event}, attempt ${s+1} → ${a.error||a.status}`,planned:!1}));if(!e.next_at)return n;let o=`${e.event}, attempt ${n.length+1} follows`;return[...n,{...t,kind:"webhook",at:x(e.next_at),label:n.length?"":e.event,title:o,planned:!0}]}function $i(e){let t=vi(e.fault),n=`planned fault ${t} on ${e.method} ${e.path}`;return{kind:"fault",at:x(e.at),label:t,title:n,planned:!1,target:["requests",e.id]}}function hi(e){let t=e.faults.join(", "),n=`planned fault of the webhook ${e.event}: ${t}`;return{kind:"fault",at:x(e.at),label:t,title:n,planned:!1,target:["webhooks",e.id]}}var vi=e=>e.split(/[\s:]+/).at(-1);function Zs({value:e,before:t}){let n=JSON.stringify(e,null,2)?.split(`
`)??[];if(t===void 0)return i`<pre class="json">${n.join(`
`)}</pre>`;let o=JSON.stringify(t,null,2)?.split(`
`)??[],a=gi(n.map(Ys),o.map(Ys));return i`<pre class="json">${n.map((s,r)=>a.has(r)?i`<ins>${s}${`
`}</ins>`:`${s}
`)}</pre>`}var Ys=e=>e.replace(/,$/,"");function gi(e,t){let n=0;for(;n<e.length&&n<t.length&&e[n]===t[n];)n+=1;let o=0,a=Math.min(e.length,t.length)-n;for(;o<a&&e[e.length-1-o]===t[t.length-1-o];)o+=1;let s=e.slice(n,e.length-o),r=t.slice(n,t.length-o),l=new Set(s.map((d,f)=>n+f));if(s.length*r.length>4e6)return l;let c=r.length+1,u=new Uint16Array((s.length+1)*c);for(let d=s.length-1;d>=0;d-=1)for(let f=r.length-1;f>=0;f-=1)u[d*c+f]=s[d]===r[f]?u[(d+1)*c+f+1]+1:Math.max(u[(d+1)*c+f],u[d*c+f+1]);for(let d=0,f=0;d<s.length&&f<r.length;)s[d]===r[f]?(l.delete(n+d),d+=1,f+=1):u[(d+1)*c+f]>=u[d*c+f+1]?d+=1:f+=1;return l}function Xs({call:e,events:t,look:n}){let[o,a]=g(null);k(()=>a(null),[e.id,n]);let s=t.filter(f=>!f.planned).length,r=n===null?null:t.filter(f=>f.ms<=n).length,l=o??r??s,[c,u]=D(()=>bi(e.id,l,s),[e.id,l,e]);if(u)return i`<p class="padded is-error">${u}</p>`;if(!c)return i`<p class="padded dim">loading…</p>`;let d=c.previous?`changed since ${me(Date.parse(c.previous.at))} is marked`:"nothing came before";return i`<div class="padded stack">
        <div class="row-of">
            <code>${c.method} ${c.path} → ${c.status}</code>
            <span class="spread row-of">
                <button class="small" disabled=${l<=1} aria-label="one event earlier" onClick=${()=>a(l-1)}>←</button>
                <span class="mono dim">${l} of ${t.length} events</span>
                <button class="small" disabled=${l>=t.length} aria-label="one event later" onClick=${()=>a(l+1)}>→</button>
                ${l!==s&&i`<button class="small" onClick=${()=>a(s)}>now</button>`}
                <${U} text=${JSON.stringify(c.body,null,2)} />
            </span>
        </div>
        <p class="dim">${_i(c,l,s,t)} · ${d}</p>
        <${Zs} value=${c.body} before=${c.previous?.body} />
    </div>`}function bi(e,t,n){return $.get(`/calls/${encodeURIComponent(e)}/response`,t===n?{}:{events:t})}function _i(e,t,n,o){let a=o[t-1],s=a?`after "${a.words}"`:"";return t>n?`what it will answer at ${M(Date.parse(e.at))}, ${s}`:t<n?`what it answered at ${M(Date.parse(e.at))}, ${s}`:`now, ${s}`}function fn({path:e,query:t,version:n}){let[o,a]=D(()=>$.text(e,t),[e,JSON.stringify(t),n]),s=C(null);return j(()=>{o&&xi(s.current,o)},[o]),a?i`<p class="dim">${a}</p>`:i`<div class="graph" ref=${s}></div>`}var yi=/<style>([\s\S]*?)<\/style>/g,wi="svg { display: block; max-width: 100%; height: auto; border-radius: 6px; margin: 0 auto; } svg .page { fill: none; }";function ki(e){let t=new CSSStyleSheet;return t.replaceSync(e),t}function xi(e,t){let n=e.shadowRoot??e.attachShadow({mode:"open"}),o=[],a=t.replace(yi,(s,r)=>(o.push(r),""));n.adoptedStyleSheets=[...o,wi].map(ki),n.replaceChildren(new DOMParser().parseFromString(a,"image/svg+xml").documentElement)}function Qs({call:e}){let t=encodeURIComponent(e.scenario),[n,o]=D(()=>$.text(`/scenarios/${t}/source`),[e.scenario]);return i`<div class="two-columns">
        <div class="padded">
            <${fn} path=${`/scenarios/${t}/diagram.svg`} query=${{provider:e.provider,call:e.id}} version=${e} />
        </div>
        <div class="padded stack">
            <div class="row-of"><h3>${e.scenario}</h3>
            <span class="spread row-of">${n&&i`<${U} text=${n} />`}<a class="button small" href=${h(["scenarios",e.scenario])}>open</a></span></div>
            ${o?i`<p class="dim">${o}</p>`:i`<pre class="json">${n}</pre>`}
        </div>
    </div>`}var ea=[.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600,7200,21600,43200,86400].map(e=>e*1e3);function Si(e){let t=[...new Set(e)].sort((a,s)=>a-s),n=t.slice(1).map((a,s)=>({start:t[s],end:a,folded:!1})),o=0;for(let a of[...n].sort((s,r)=>s.end-s.start-(r.end-r.start))){let s=a.end-a.start;s>3e4&&o&&s>o?a.folded=!0:o+=s}return Ci(n)}function Ci(e){let t=[];for(let n of e){let o=t.at(-1);o&&!o.folded&&!n.folded?o.end=n.end:t.push({...n})}return t}function mn(e,t,n=46){let o=Si(e),a=Math.min(...e),s=o.filter(d=>d.folded).length,r=o.filter(d=>!d.folded).reduce((d,f)=>d+f.end-f.start,0),l=Math.max(t-s*n,1)/Math.max(r,1),c=0;for(let d of o)d.x=c,d.width=d.folded?n:(d.end-d.start)*l,c+=d.width;let u=o.at(-1)?.end??a;return{start:a,end:u,width:c,scale:l,parts:o,x:d=>Ti(o,d,a),at:d=>Oi(o,d,a)}}function Ti(e,t,n){if(!e.length||t<=n)return 0;let o=e.find(a=>t<=a.end)??e.at(-1);return o.x+Math.min(1,(t-o.start)/(o.end-o.start))*o.width}function Oi(e,t,n){if(!e.length||t<=0)return n;let o=e.find(a=>t<=a.x+a.width)??e.at(-1);return o.start+Math.min(1,(t-o.x)/o.width)*(o.end-o.start)}function $n({parts:e,scale:t},n){let o=ea.find(s=>s*t>=n)??ea.at(-1),a=[];for(let s of e)if(!s.folded)for(let r=Math.ceil(s.start/o)*o;r<=s.end;r+=o){let l=s.x+(r-s.start)*t;(!a.length||l-a.at(-1).x>=n*.8)&&a.push({at:r,x:l})}return a}var hn=e=>t=>e.parts.every(n=>!n.folded||Math.abs(t.x-(n.x+n.width/2))>n.width/2+30);var ta={height:32,middle:16},ho={height:44,middle:31},re=30,ge=34,G=16,qt=6.5;var Ei=8;function na({call:e,line:t,now:n,look:o,height:a,onLook:s,frame:r}){let[l,c]=g(null),u=T(()=>Mi(e,n),[e,n]),d=l??o??n,f=t.x(d)+G,m=Ai({call:e,now:n,drag:l,look:o}),p=_=>{c(null),_>n?(s(null),at({to:u.findLast(Z=>Z.ms===_)?.at??Qe(_)})):s(_<n?_:null)},b=_=>{_.preventDefault(),_.currentTarget.focus(),_.currentTarget.setPointerCapture(_.pointerId),c(d)},R=_=>{if(l===null)return;let Z=r.current.getBoundingClientRect();c(Ni(u,t,_.clientX-Z.left+r.current.scrollLeft-G))},S=_=>{let Z=_.key;if(Z==="ArrowRight")c(u.find(Je=>Je.ms>d)?.ms??d);else if(Z==="ArrowLeft")c(u.findLast(Je=>Je.ms<d)?.ms??d);else if(Z==="Enter"&&l!==null)p(l);else if(Z==="Escape"&&(l!==null||o!==null))c(null),s(null);else return;_.preventDefault(),_.stopPropagation()},O=20+m.length*qt,v=Math.max(2,Math.min(f-O/2,t.width+2*G-O-2)),A=d<n;return i`${(A||d>n)&&i`<path class="true-now" d=${`M${t.x(n)+G} ${re-6}V${a-ge}`} />`}
        <g
            class=${`now${l===null?"":" is-dragged"}${A?" is-past":""}`}
            role="slider"
            tabindex="0"
            aria-label="now: drag to the right to advance the clock, to the left to look back"
            aria-valuemin=${t.start}
            aria-valuemax=${t.end}
            aria-valuenow=${d}
            aria-valuetext=${`${me(d)}, ${m}`}
            onPointerDown=${b}
            onPointerMove=${R}
            onPointerUp=${()=>l!==null&&p(l)}
            onPointerCancel=${()=>c(null)}
            onKeyDown=${S}
        >
            <path class="hit" d=${`M${f-7} 0h14V${re}h-14zM${f-7} ${a-ge}h14V${a}h-14z`} />
            <path class="line" d=${`M${f} ${re-6}V${a-ge+6}`} />
            <rect x=${v} y=${a-ge+6} width=${O} height="20" rx="10" />
            <text x=${v+O/2} y=${a-ge+20} text-anchor="middle">${m}</text>
        </g>`}function Mi(e,t){let n=e.webhooks.flatMap(a=>[...a.attempts.map(s=>s.at),a.next_at]);return[...[...e.timeline.map(a=>a.at),...n].filter(Boolean).map(a=>({at:a,ms:x(a)})),{at:Qe(t),ms:t}].sort((a,s)=>a.ms-s.ms)}function Ni(e,t,n){let o=s=>Math.abs(t.x(s.ms)-n),a=e.reduce((s,r)=>o(r)<o(s)?r:s);return o(a)<=Ei?a.ms:Math.round(t.at(n)/1e3)*1e3}function Ai({call:e,now:t,drag:n,look:o}){let[a,s]=g(null),r=n!==null&&n>t?n:null;if(k(()=>{if(r===null)return;let c=new AbortController,d=setTimeout(()=>$.get("/clock/planned",{until:Qe(r)},c.signal).then(f=>s({to:r,...f}),()=>{}),60);return()=>(clearTimeout(d),c.abort())},[r]),r!==null){let c=e.timeline.filter(f=>f.planned&&Date.parse(f.at)<=r).length,u=a?.to===r?Math.max(a.event_count,c):c,d=a?.to===r&&a.delivery_count?`, ${I(a.delivery_count,"webhook")}`:"";return`+${z(r-t)}: ${I(u,"event")}${d}`}let l=n??o;return l!==null&&l<t?`looking back ${z(t-l)}`:"now ⇄ drag"}var Ri=520,oa=18,sa=64,vo={request:"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0","request-failed":"M-4-4L4 4M-4 4L4-4",webhook:"M0-6L6 0L0 6L-6 0Z","webhook-failed":"M0-6L6 0L0 6L-6 0ZM-3-3L3 3M-3 3L3-3",fault:"M0-6L6 5H-6Z",tool:"M-5-5H5V5H-5Z",result:"M0-5L5 0L0 5L-5 0Z"};function aa({call:e,requests:t,now:n,look:o,zone:a,onLook:s,onPick:r}){let l=C(null),[c,u]=g(0),[d,f]=g(1),[m,p]=g(null);j(()=>{let _=new ResizeObserver(()=>u(l.current.clientWidth));return _.observe(l.current),()=>_.disconnect()},[]);let b=T(()=>zs(e,t,n),[e,t,n]),R=T(()=>mn(Vs(b,n),(Math.max(c,200)-2*G)*d),[b,c,d]),S=c<Ri?ho:ta,O=re+b.length*S.height+ge,v=qi({frame:l,line:R,zoom:d,setZoom:f}),A=_=>Z=>p(_&&{item:_,...Ui(Z,l.current)});return i`<div class=${`timeline${S===ho?" is-narrow":""}`}>
        <div class="lane-names" aria-hidden="true">
            ${b.map(_=>i`<span key=${_.name}>${_.name}</span>`)}
        </div>
        <div class="lanes" ref=${l} onWheel=${v.onWheel} tabindex="0" aria-label="timeline, scrolls sideways" role="region">
            ${c>0&&i`<svg width=${R.width+2*G} height=${O} role="group" aria-label=${`Timeline of the call to ${e.to}`}>
                <${Li} line=${R} lanes=${b.length} size=${S} height=${O} />
                ${b.map((_,Z)=>i`<${Di} key=${_.name} lane=${_} middle=${re+Z*S.height+S.middle} line=${R} onPick=${r} show=${A} />`)}
                <${na} call=${e} line=${R} now=${n} look=${o} height=${O} onLook=${s} frame=${l} />
            </svg>`}
            ${m&&i`<${Wi} ...${m} zone=${a} now=${n} />`}
        </div>
        <div class="zoom" role="group" aria-label="zoom">
            <button class="small" aria-label="zoom out" disabled=${d<=1} onClick=${()=>v.by(.5)}>−</button>
            <button class="small" disabled=${d===1} onClick=${()=>f(1)}>fit</button>
            <button class="small" aria-label="zoom in" disabled=${d>=sa} onClick=${()=>v.by(2)}>+</button>
        </div>
    </div>`}function qi({frame:e,line:t,zoom:n,setZoom:o}){let a=C(null),s=(u,d)=>{let f=Math.min(sa,Math.max(1,u));f!==n&&(a.current={at:t.at(e.current.scrollLeft+d-G),x:d},o(f))},r=u=>s(n*u,e.current.clientWidth/2);j(()=>{a.current&&(e.current.scrollLeft=t.x(a.current.at)+G-a.current.x),a.current=null},[t]);let l=u=>{u.ctrlKey&&(u.preventDefault(),s(n*(u.deltaY<0?1.25:.8),u.clientX-e.current.getBoundingClientRect().left))},c={"+":()=>r(2),"=":()=>r(2),"-":()=>r(.5),0:()=>o(1)};return Ce(u=>c[u]&&(c[u](),!0)),{by:r,onWheel:l}}function Li({line:e,lanes:t,size:n,height:o}){let a=o-ge,s=r=>e.x(r)+G;return i`<g class="axis">
        ${e.parts.filter(r=>r.folded).map(r=>i`<g key=${r.start} class="fold">
                <rect x=${r.x+G+2} y=${re-4} width=${r.width-4} height=${a-re+4} />
                <text x=${r.x+G+r.width/2} y="17" text-anchor="middle">${z(r.end-r.start)}</text>
                <path d=${`M${r.x+G+4} 23h${r.width-8}`} />
            </g>`)}
        ${$n(e,84).filter(hn(e)).map(({at:r},l,c)=>i`<g key=${r}>
                <path d=${`M${s(r)} ${re-4}V${a}`} />
                <text x=${Math.max(s(r),30)} y="17" text-anchor="middle">${Pi(r,c[l-1]?.at??e.start)}</text>
            </g>`)}
        ${Array.from({length:t+1},(r,l)=>i`<path key=${`lane${l}`} class="rule" d=${`M0 ${re+l*n.height}H${e.width+2*G}`} />`)}
    </g>`}var Pi=(e,t)=>et(e)===et(t)?e%1e3?J(e):me(e):$e(e);function Di({lane:e,middle:t,line:n,onPick:o,show:a}){let s=c=>({...c,x:n.x(c.at)+G,end:n.x(c.until??c.at)+G}),r=e.items.map(s),l=n.width+2*G;return i`<g class="lane" role="list" aria-label=${e.name}>
        ${Fi(r).map(c=>i`<path class="chain" d=${c(t)} />`)}
        ${r.map((c,u)=>{let d=(r[u+1]?.x??l)-c.end,f=`item kind-${c.kind}${c.planned?" is-planned":""}`,m=c.target&&(()=>o(...c.target));return i`<g
                key=${u}
                class=${f}
                role="listitem"
                tabindex=${c.label||vo[c.kind]?0:-1}
                aria-label=${`${c.title}, ${me(c.at)}${c.planned?", planned":""}`}
                onClick=${m}
                onKeyDown=${p=>p.key==="Enter"&&m?.()}
                onPointerEnter=${a(c)}
                onPointerLeave=${a(null)}
                onFocus=${a(c)}
                onBlur=${a(null)}
            >
                ${vo[c.kind]?i`<${Ii} item=${c} y=${t} room=${d} />`:i`<${ji} item=${c} y=${t} room=${d} />`}
            </g>`})}
    </g>`}function Ii({item:e,y:t,room:n}){let o=n>14+Math.min(e.label.length,14)*qt;return i`<path class="hit" d=${`M${e.x-8} ${t-12}h16v24h-16z`} />
        <path class="mark" transform=${`translate(${e.x} ${t})`} d=${vo[e.kind]} />
        ${e.label&&o&&i`<text x=${e.x+10} y=${t+4}>${vn(e.label,n-14)}</text>`}`}function ji({item:e,y:t,room:n}){let o=Math.max(e.end-e.x,e.end===e.x?5:3);if(e.kind==="waiting")return i`<path class="hit" d=${`M${e.x} ${t-12}h${o}v24h${-o}z`} /><path class="wait" d=${`M${e.x+3} ${t}h${Math.max(o-6,1)}`} />
            <text class="over" x=${e.x+6} y=${t-4}>${vn(e.label,o-8)}</text>`;let a=e.kind==="end"||e.kind==="failed",s=a?vn(e.label,n-12):"",r=a?"":vn(e.label,o-10);return i`<rect x=${e.x} y=${t-oa/2} width=${o} height=${oa} rx="3" />
        ${s?i`<text class="beside" x=${e.x+9} y=${t+4}>${s}</text>`:r&&i`<text class="inside" x=${e.x+6} y=${t+4}>${r}</text>`}`}function vn(e,t){let n=Math.floor(t/qt);return!e||e.length<=n?e??"":n<4?"":`${e.slice(0,n-1)}…`}function Fi(e){let t=new Map;for(let o of e)o.chain!=null&&t.set(o.chain,[...t.get(o.chain)??[],o]);return[...t.values()].filter(o=>o.length>1).map(o=>a=>`M${o[0].x} ${a}H${o.at(-1).x}`)}function Ui(e,t){let n=t.getBoundingClientRect(),o=e.currentTarget.getBoundingClientRect();return{x:(e.clientX?e.clientX:o.left)-n.left+t.scrollLeft,y:o.bottom-n.top+6,limit:t.scrollLeft+n.width}}function Wi({item:e,x:t,y:n,limit:o,zone:a,now:s}){let r=C(null);j(()=>{let u=Math.max(4,Math.min(t-20,o-r.current.offsetWidth-8));Object.assign(r.current.style,{left:`${u}px`,top:`${n}px`})});let l=Ct(e.at,a),c=e.until>e.at?`, for ${z(e.until-e.at)}`:"";return i`<div class="tip" role="tooltip" ref=${r}>
        <b>${e.title}</b>
        <span>${M(e.at)}${c}</span>
        ${l&&i`<span>${l}</span>`}
        ${e.planned&&i`<span>planned${e.at>s?`, in ${z(e.at-s)}`:""}</span>`}
    </div>`}function Hi(e){return e==null||e>=500?"is-failed":e>=400?"is-pending":"is-ok"}var Te=({status:e})=>i`<span class=${`chip ${Hi(e)}`}>${e??"no answer"}</span>`;function Lt(e){let[t,n]=e.split(" ");return t==="header"?`${n} (header)`:`${n} (${t})`}var Oe=({shape:e,children:t})=>i`<b class="stands-out"><span aria-hidden="true">${e}</span> ${t}</b>`;function lt({headers:e}){let t=Object.entries(e??{});return t.length?i`<details class="headers">
        <summary>${I(t.length,"header")}</summary>
        <dl class="fact-list mono">
            ${t.map(([n,o])=>i`<dt>${n}</dt>
                        <dd>${o}</dd>`)}
        </dl>
    </details>`:i`<p class="dim">no headers</p>`}function ie({text:e,dropped:t,none:n="no body"}){return t?i`<p class="dim">The body was dropped to save memory.</p>`:e?i`<div class="message-body">
        <pre class="json" tabindex="0">${he(e)}</pre>
        <${U} text=${()=>he(e)} />
    </div>`:i`<p class="dim">${n}</p>`}var go=8,Bi={delivered:"is-ok",failed:"is-failed",refused:"is-failed",lost:"is-lost",pending:"is-pending",sending:"is-pending"},Ki={delivered:"✓",failed:"✕",refused:"⊘",lost:"∅",pending:"…",sending:"→"},gn={pending:"Not yet due, or waiting for its turn.",sending:"In flight: the receiver has not answered yet.",delivered:"Answered with 2xx.",failed:"Given up after the last attempt.",lost:"Lost on purpose, because of a planned fault.",refused:"Not sent: the host is not allowed."},ct=({outcome:e})=>i`<span class=${`chip ${Bi[e]}`} title=${gn[e]}
        ><span aria-hidden="true">${Ki[e]}</span> ${e}</span
    >`,bo=({status:e})=>e>=200&&e<300;function ra({delivery:e}){let{attempts:t,next_at:n}=e,o=t.filter(s=>!bo(s)).length,a=`${I(t.length,"attempt")}${o?`, ${o} failed`:""}`;return i`<span class="dots" role="img" aria-label=${a} title=${a}>
        ${t.length>go&&i`<small>+${t.length-go}</small>`}
        ${t.slice(-go).map(s=>i`<i class=${bo(s)?"is-ok":"is-failed"}></i>`)}
        ${n&&i`<i class="is-next"></i>`}
    </span>`}function bn({delivery:e}){let{attempts:t,next_at:n}=e;return i`<ol class="attempts">
        ${t.map((o,a)=>i`<${Ji} key=${a} attempt=${o} number=${a+1} />`)}
        ${n&&i`<li class="dim"><b>${t.length+1}</b> <time class="mono">${J(x(n))}</time> planned</li>`}
    </ol>`}function Ji({attempt:e,number:t}){let n=x(e.at);return i`<li>
        <b>${t}</b>
        <time class="mono" title=${M(n)}>${J(n)}</time>
        ${e.error?i`<span class="chip is-failed">error</span>`:i`<${zi} attempt=${e} />`}
        <span class="dim mono">${se(e.duration_ms)}</span>
        <span class="text">${e.error}</span>
        ${e.answer&&i`<pre class="json">${he(e.answer)}</pre>`}
    </li>`}var zi=({attempt:e})=>bo(e)?i`<${Te} status=${e.status} />`:i`<span class="chip is-failed">${e.status}</span>`;var _o=location.origin+oe,yo=()=>y.value==="default"?{}:{"X-Mockserver-World":y.value},wo=e=>e===void 0?{}:{"Content-Type":"application/json"},ia=e=>e===void 0?void 0:JSON.stringify(e);function ut(e,t,n){let a={...fe.value?{Authorization:"Bearer TOKEN"}:{},...wo(n),...yo()};return ke(e,`${_o}/__admin${t}`,{headers:a,body:ia(n)})}function _n({authentication:{header:e,prefix:t}},n,o,a){let s={[e]:`${t}any-key`,...wo(a),...yo()};return ke(n,_o+o,{headers:s,body:ia(a)})}function yn({method:e,url:t,headers:n,body:o}){let a=o||void 0;return ke(e,t,{headers:{...wo(a),...yo(),...n},body:a})}var be=e=>`${_o}/__admin/sink/${encodeURIComponent(e)}`;function la({call:e}){let[t,n]=Rt(e.webhooks.length);return e.webhooks.length?i`<div ref=${t}>${e.webhooks.map(o=>i`<${Vi} key=${o.id} delivery=${o} named=${String(o.id)===n} />`)}</div>`:i`<${W} title="No webhook about this call">
            <p>No receiver has asked for its events so far. Register one at the provider, or send all webhooks of this world to one URL under <a href=${h(["webhooks"])}>Webhooks</a>.</p>
        <//>`}function Vi({delivery:e,named:t}){let n=()=>$.post(`/webhooks/${e.id}/replay`),o=()=>yn(e);return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${M(x(e.at))}>${$e(x(e.at))}</time><b>${e.event}</b>
            <span class="mono dim grow">${e.url}</span>
            ${e.faults.map(a=>i`<span class="chip is-failed" title="a planned fault">${a}</span>`)}
            <${ct} outcome=${e.outcome} />
        </summary>
        <div class="stack padded">
            ${e.reason&&i`<p class="is-error">${e.reason} ${e.remedy}</p>`}
            <${bn} delivery=${e} />
            <div class="row-of"><${P} class="small" onAction=${n}>replay<//><${U} text=${e.body} label="copy body" /><${U} text=${o} label="copy as curl" /><a class="button small" href=${h(["webhooks",e.id])}>open</a></div>
            <${ie} text=${e.body} />
        </div>
    </details>`}function ca({call:e}){let[t,n]=Rt(e.requests.length);return e.requests.length?i`<div ref=${t}>${e.requests.map(o=>i`<${Gi} key=${o.id} record=${o} named=${String(o.id)===n} />`)}</div>`:i`<${W} title="No request about this call"><p>Reads, cancels and other requests with its id are listed here.</p><//>`}function Gi({record:e,named:t}){let n=async()=>(await $.get(`/requests/${e.id}`)).curl,{before:o,after:a}=e.call_status??{};return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${M(x(e.at))}>${$e(x(e.at))}</time><b class="mono">${e.method}</b>
            <span class="mono grow">${e.path}</span>
            ${e.fault&&i`<span class="chip is-failed" title="a planned fault">${e.fault}</span>`}
            <span class="mono dim">${o===a?a:`${o??"new"} → ${a}`}</span>
            <${Te} status=${e.status} />
        </summary>
        <div class="stack padded">
            ${e.message&&i`<p class="is-error">${e.message}</p>`} ${e.note&&i`<p>${e.note}</p>`}
            <div class="row-of"><${U} text=${n} label="copy as curl" /><a class="button small" href=${h(["requests",e.id])}>open</a><span class="dim mono">${e.operation} · ${se(e.duration_ms)}</span></div>
            ${e.body&&i`<h3>request</h3><${ie} text=${e.body} />`}
            <h3>response</h3>
            <${ie} text=${e.answer} />
        </div>
    </details>`}var Yi=200,ua=300,Zi=500;function Xi(e){let[t,n,o]=D(()=>Qi(e),[e]),a=C(o);return a.current=o,k(()=>{let s=X(()=>a.current(),Yi);return V((r,l)=>{(r==="reload"||r==="clock"||r==="calls"&&l.has(e))&&s(),r==="request"&&(l.call===e||l.path.includes(e))&&s()})},[e]),[t,n]}async function Qi(e){let t=`/calls/${encodeURIComponent(e)}`,[n,o,a]=await Promise.all([el(t),$.get("/requests",{call:e,order:"newest",limit:ua}),$.get("/requests",{path:`*${e}*`,fault:"any",order:"newest",limit:ua})]),s=new Map([...a.requests,...o.requests].map(r=>[r.id,r]));return{...n,requests:[...s.values()].sort((r,l)=>l.id-r.id)}}async function el(e){try{return await $.get(e,{forecast:!0})}catch(t){if(!(t instanceof Ze)||t.status===404||t.status===0)throw t;return $.get(e)}}function pa({id:e,tab:t="conversation",query:n}){let[o,a]=Xi(e),[s,r]=g(null),l=nl();if(k(()=>r(null),[e]),!o)return i`<section class="detail" aria-label="call">${a?i`<${ol} id=${e} error=${a} />`:i`<p class="dim">loading…</p>`}</section>`;let c=(f,m)=>{N(["calls",e,f,m==null?null:String(m)],{query:n})},u=q.value.find(f=>f.name===o.provider)?.title??o.provider,d=o.phase==="ended"&&o.attempts.every(f=>!f.answered_at);return i`<section class="detail" aria-label="call">
        <div class="call-head">
            <a class="back button small" href=${h(["calls"],n)} aria-label="back to the list">←</a>
            <h1>${o.direction==="inbound"?o.from:o.to}</h1>
            <${an} phase=${o.phase} failed=${d}>${o.status}<//>
            <span class="mono dim about">${u} · ${o.direction} · ${o.from} → ${o.to} · <span title=${o.id}>${on(o.id)}</span> · ${o.scenario}</span>
            <${Us} call=${o} />
        </div>
        <div class="card">
            <${aa} call=${o} requests=${o.requests} now=${l} look=${s} zone=${o.time_zone} onLook=${r} onPick=${c} />
            ${o.fields&&i`<p class="padded dim">The scenario overrides fields of the response: <code>${JSON.stringify(o.fields)}</code></p>`}
        </div>
        ${s!==null&&i`<p class="looking" role="status">You look back at ${M(s)}. The clock has not moved. <button class="small" onClick=${()=>r(null)}>back to now</button></p>`}
        <${tl} call=${o} tab=${s!==null&&t==="conversation"?"response":t} look=${s} now=${l} query=${n} />
    </section>`}var da={conversation:mo,response:Xs,webhooks:la,requests:ca,scenario:Qs,events:Hs};function tl({call:e,tab:t,look:n,now:o,query:a}){let s=T(()=>$o(e),[e]),r=da[t]??mo,l=[["conversation","Conversation"],["response","What GET shows"],["webhooks","Webhooks",e.webhooks.length],["requests","Requests",e.requests.length],["scenario","Scenario"],["events","Events",s.length]];return i`<div class="card">
        <${ce} tabs=${l} current=${t in da?t:"conversation"} label="about the call" to=${c=>h(["calls",e.id,c],a)} />
        <div class="pane"><${r} call=${e} events=${s} look=${n} now=${o} /></div>
    </div>`}function nl(){let[,e]=g(0);return rn(()=>Q.peek()?.mode==="real"&&e(t=>t+1),Zi),Q.value,Math.floor(Tt())}var ol=({id:e,error:t})=>i`<${W} title="This call cannot be shown">
    <p class="is-error">${t}</p>
    <p>The id in the address is <code>${e}</code>. A reset, a snapshot or another world may be the reason. <a href=${h(["calls"])}>All calls</a></p>
<//>`;var sl=66,dt={width:116,wait:14,end:3},al=["held","waiting","paused"],fa=e=>e.id;function xo(){let{path:e,query:t}=w.value,n=e[1]??null,o=T(()=>il(ve.value,t),[ve.value,t]),a=rt({rows:o,keyOf:fa,open:n,show:s=>N(["calls",s,e[2]],{query:t,replace:n!=null}),close:()=>N(["calls"],{query:t})});return i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="calls">
            <${cl} query=${t} rows=${o} />
            <${st}
                rows=${o}
                keyOf=${fa}
                height=${sl}
                selected=${a}
                label="calls"
                empty=${i`<${$l} query=${t} />`}
                row=${s=>i`<${ul} row=${s} open=${s.id===n} marked=${s.id===a} href=${h(["calls",s.id,e[2]],t)} />`}
            />
        </section>
        ${n?i`<${pa} key=${n} id=${n} tab=${e[2]} query=${t} />`:i`<${rl} />`}
    </main>`}var rl=()=>i`<section class="detail is-empty">${ve.value.length>0&&i`<p class="dim">Choose a call to see its past, its plan, and what a client sees of it.</p>`}</section>`;function il(e,{q:t,status:n,provider:o,scenario:a}){let s=(t??"").toLowerCase().split(/\s+/).filter(Boolean);return e.filter(r=>(!n||r.status===n)&&(!o||r.provider===o)&&(!a||r.scenario===a)&&(!s.length||s.every(l=>ll(r).includes(l))))}var ko=new WeakMap;function ll(e){if(!ko.has(e)){let t=[e.id,e.provider,e.from,e.to,e.status,e.scenario,e.reason,e.agent,e.waits,e.direction];ko.set(e,t.filter(Boolean).join(" ").toLowerCase())}return ko.get(e)}function cl({query:e,rows:t}){let n=T(()=>{let s=r=>[...new Set(ve.value.map(l=>l[r]))].filter(Boolean).sort();return{provider:s("provider"),status:s("status"),scenario:s("scenario")}},[ve.value]),o=ve.value.length,a=t.length===o?ot.value>o?`newest ${o.toLocaleString("en")} of ${ot.value.toLocaleString("en")}`:o.toLocaleString("en"):`${t.length.toLocaleString("en")} of ${o.toLocaleString("en")}`;return i`<div class="filter">
        <input type="search" placeholder="filter: number, status, scenario…   /" aria-label="filter calls" value=${e.q??""} onInput=${s=>ee({q:s.target.value})} />
        <span class="dim count-of" title="calls shown">${a}</span>
        <div class="selects">
            ${Object.entries(n).map(([s,r])=>i`<select key=${s} aria-label=${s} value=${e[s]??""} onChange=${l=>ee({[s]:l.target.value})}>
                    <option value="" selected=${!e[s]}>any ${s}</option>
                    ${[...new Set([...r,e[s]])].filter(Boolean).map(l=>i`<option key=${l} value=${l} selected=${l===e[s]}>${l}</option>`)}
                </select>`)}
        </div>
    </div>`}function ul({row:e,open:t,marked:n,href:o}){let a=q.value.find(l=>l.name===e.provider)?.title??e.provider,s=dl(e),r=e.direction==="inbound"?`from ${e.from}`:e.to;return i`<a class=${`list-row call-row${n?" is-marked":""}`} href=${o} aria-current=${t?"true":void 0} data-id=${e.id}>
        <span class="who">${r}</span>
        <${an} phase=${e.phase} failed=${s}>${e.status}<//>
        <span class="sub">${a} · ${e.scenario}</span>
        <${fl} row=${e} />
        <span class="why" title=${e.waits??e.next??e.reason??""}>${pl(e)}</span>
    </a>`}var dl=e=>e.phase==="ended"&&(e.phases.at(-1)?.failed??!1);function pl(e){if(e.waits)return`waits ${e.waits}`;if(e.next)return`next: ${e.next}`;let t=e.failed_webhooks?` · ${e.failed_webhooks} webhook${e.failed_webhooks>1?"s":""} failed`:"",n=e.reason?e.reason.replaceAll("_"," "):"",o=e.ended_by?` by ${e.ended_by}`:"";return`${n}${o}${t}`}function fl({row:e}){let t=e.phases.map(c=>({...c,length:c.until?x(c.until)-x(c.at):0,waits:al.includes(c.phase)})),n=t.reduce((c,u)=>c+(u.waits?0:u.length),0),o=Math.min(dt.wait,dt.width/(t.length+1)),a=dt.width-dt.end-o*t.filter(c=>c.waits).length,s=0,r=t.map(c=>{let u=c.waits?o:c.phase==="ended"?dt.end:c.length/(n||1)*a;return s+=u,{...c,x:s-u,width:u}}),l=t.filter(c=>c.length).map(c=>`${c.phase} ${z(c.length)}`).join(", ");return i`<svg class="spark" width=${dt.width} height="12" role="img" aria-label=${l||e.phase}>${r.map((c,u)=>i`<${ml} key=${u} span=${c} />`)}</svg>`}function ml({span:{phase:e,planned:t,failed:n,waits:o,x:a,width:s}}){if(o)return i`<path class="spark-wait" d=${`M${a+1} 6h${Math.max(s-2,1)}`} />`;let r=e==="ended",l=`spark-${n&&r?"failed":e}${t?" is-planned":""}`;return i`<rect class=${l} x=${a} y="2" width=${Math.max(s,1)} height="8" rx="1.5" />
        ${n&&!r&&!t&&i`<rect class="spark-failed" x=${a+s-3} y="2" width="3" height="8" rx="1" />`}`}function $l({query:e}){return Se.value?i`<${W} title="The calls cannot be loaded"><p class="is-error">${Se.value}</p><//>`:sn.value?i`<p class="padded dim">loading…</p>`:Object.values(e).some(Boolean)?i`<${W} title="No call fits the filter"><p><button onClick=${()=>N(["calls"])}>show all calls</button></p><//>`:i`<${W} title="No calls yet" command=${hl()}>
        <p>Place one with your client, or with this line. It appears here by itself. You can also <a href=${h(["place"])}>place one on this page</a>.</p>
    <//>`}function hl(){let e=q.value[0];if(!e?.calls)return;let{header:t,prefix:n}=e.authentication,o=y.value==="default"?"any-key":`any-key~${y.value}`,{method:a,path:s,body:r}=e.calls.create;return ke(a,`${location.origin}${oe}${s}`,{headers:{[t]:`${n}${o}`,"Content-Type":"application/json"},body:JSON.stringify(r)})}var Ee=(e,t)=>e.map(([n,o])=>i`<option key=${n} value=${n} selected=${n===t}>${o}</option>`),wn=({id:e,values:t})=>i`<datalist id=${e}>${t.map(n=>i`<option key=${n} value=${n}></option>`)}</datalist>`;var vl=250,kn=matchMedia("(min-width: 1000px)"),gl=matchMedia("(min-width: 761px)");function xn(e){let[t,n]=g(kn.matches);return k(()=>{let o=()=>n(kn.matches);return kn.addEventListener("change",o),()=>kn.removeEventListener("change",o)},[]),t&&!e}function pt({list:e,detail:t,label:n}){return i`<div class=${t?"panes has-detail":"panes"}>
        <section class="pane-list" aria-label=${n}>${e}</section>
        ${t}
    </div>`}function ft({title:e,heading:t,back:n,name:o,actions:a,children:s}){let r=C(null);return k(()=>{gl.matches||r.current.focus()},[]),i`<section class="pane-detail" aria-label=${e} tabindex="-1" ref=${r}>
        <div class="detail-head">
            <a class="back-link" href=${n}>← ${o}</a>
            <h1>${t}</h1>
            <div class="row-of spread">
                ${a}<a class="button small close" href=${n} aria-label="close" title="close (Escape)">×</a>
            </div>
        </div>
        ${s}
    </section>`}function Me({placeholder:e,label:t="filter"}){let n=w.value.query.q??"",[o,a]=g(n),s=C(0);k(()=>a(n),[n]);let r=(u,d)=>{clearTimeout(s.current),s.current=setTimeout(()=>ee({q:u.trim()}),d)},l=u=>{a(u.target.value),r(u.target.value,vl)},c=u=>{u.key==="Enter"&&(u.preventDefault(),r(o,0))};return k(()=>()=>clearTimeout(s.current),[]),i`<input
        type="search"
        value=${o}
        onInput=${l}
        onKeyDown=${c}
        placeholder=${e}
        aria-label=${t}
    />`}function Sn({names:e}){let{query:t}=w.value;return e.filter(n=>t[n]).map(n=>i`<button
                    type="button"
                    key=${n}
                    class="small filter-chip"
                    title=${`remove the filter ${n}`}
                    onClick=${()=>ee({[n]:""})}
                >
                    <span>${n} <b class="mono">${t[n]}</b></span
                    ><span aria-hidden="true">×</span>
                </button>`)}function Be({name:e,label:t,options:n}){let o=w.value.query[e]??"",a=n.some(([s])=>s===o)?n:[...n,[o,o]];return i`<select
        aria-label=${t}
        value=${o}
        onChange=${s=>ee({[e]:s.target.value})}
    >
        ${Ee(a,o)}
    </select>`}var ma=e=>e.id;function Cn({pages:e,rows:t,folder:n,open:o,label:a,wide:s,empty:r,row:l}){let c=rt({rows:t,keyOf:ma,open:o,show:d=>N([...n,d],{query:w.value.query,replace:o!=null}),close:()=>N(n,{query:w.value.query})}),u=e.next?[...t,{id:0,last:e.rows.length}]:t;return i`<${st}
        rows=${u}
        keyOf=${ma}
        height=${s?33:52}
        selected=${c}
        label=${a}
        empty=${r}
        row=${d=>d.id===0?i`<${bl} older=${e.older} last=${d.last} />`:i`<${l}
                      value=${d}
                      selected=${d.id===c}
                      wide=${s}
                      to=${h([...n,d.id],w.value.query)}
                  />`}
    />`}function bl({older:e,last:t}){let n=C(null);return k(()=>{let o=new IntersectionObserver(([a])=>a.isIntersecting&&e());return o.observe(n.current),()=>o.disconnect()},[t,e]),i`<p class="older dim" ref=${n}>loading older ones…</p>`}var Pt=({call:e})=>e&&i`<a href=${h(["calls",e])} class="mono call-link" title=${`call ${e}`}>${on(e)}</a>`;function Tn({wide:e,selected:t,...n}){let o=Object.entries({...n,"is-selected":t}).filter(([,a])=>a);return["log-row",e?"is-wide":"is-narrow",...o.map(([a])=>a)].join(" ")}function mt({rows:e}){let t=e.filter(([,n])=>n!=null&&n!==""&&n!==!1);return i`<dl class="fact-list">
        ${t.map(([n,o])=>i`<dt>${n}</dt>
                    <dd>${o}</dd>`)}
    </dl>`}function $t(e){let t=C(e);t.current=e,k(()=>{let n=()=>t.current();addEventListener("focus",n);let o=V(a=>a==="reload"&&n());return()=>(removeEventListener("focus",n),o())},[])}var Ke={error:{does:"An error in the provider's own shape, or with any body.",fields:["status","body","retry_after"]},rate_limit:{does:"The provider's 429, with the headers that its clients read.",fields:["retry_after"]},not_found:{does:"The provider's 404 for an id that exists: always, or for the first seconds of its life.",fields:["for_first"]},timeout:{does:"Nothing. The connection stays open until the client gives up."},reset:{does:"A reset connection (TCP RST): at once, or after the headers and so many bytes of the body.",fields:["at"]},empty:{does:"A closed connection, without a byte."},garbage:{does:"Bytes that are not HTTP, then a closed connection."},cut:{does:"Headers with the full Content-Length, half of the body or so many bytes, then a closed connection.",fields:["at"],after:!0},delay:{does:"The answer, some real time later. Virtual time does not move by it.",fields:["for"]},dribble:{does:"The answer in small pieces, over some real time.",fields:["for"],after:!0},malformed_json:{does:"The first two thirds of the body.",after:!0},wrong_content_type:{does:"The right body with the content type text/html.",after:!0},stale:{does:"The previous answer to the same request once more. It fires only if there was one.",after:!0}},En={status:{label:"status",placeholder:"500",type:"number",min:400,max:599},retry_after:{label:"retry after",placeholder:"1s",hint:"2s, 500ms"},for_first:{label:"for the first",placeholder:"always",hint:"2s of the life of the resource"},at:{label:"after",placeholder:"half",hint:"bytes of the body: 20, 1KiB"},for:{label:"for",placeholder:"1500ms",hint:"real time: 1500ms, 1s..3s, lognormal(200ms, 0.5)",required:!0},body:{label:"body",placeholder:"the provider's own error",hint:"JSON or text"}},ha={always:"every request",first:"the first … requests",nth:"only the … one",every:"every … one"},va=[["Answer 503 twice",{fault:"error",status:"503",often:"first",count:"2"}],["429 with Retry-After",{fault:"rate_limit",retry_after:"2s",often:"first",count:"1"}],["Drop the connection after the call was created",{fault:"reset",when:"after",often:"first",count:"1",creates:!0}],["Cut the body",{fault:"cut",often:"first",count:"1"}],["Slow answers",{fault:"delay",for:"lognormal(200ms, 0.5)"}]],Dt={fault:"error",provider:"",operation:"",when:"before",often:"always",count:"1",chance:"",from:"",to:"",times:"",optional:!1,plan:"",method:"",path:"",status:"",retry_after:"",for_first:"",at:"",for:"",body:""};function $a(e){let{fault:t,when:n,often:o,count:a,chance:s,from:r,to:l,times:c,optional:u}=e,d=Ke[t],f={fault:t};for(let m of["provider","operation","method","path"])e[m].trim()&&(f[m]=_l(e[m]));n==="after"&&!d.after&&(f.when=n);for(let m of d.fields??[])e[m].trim()&&(f[m]=yl(m,e[m].trim()));return o!=="always"&&(f[o]=On(a)),s&&(f.chance=On(s)),(r||l)&&(f.between=[r||"0s",l]),c&&(f.times=On(c)),u&&(f.optional=!0),f}var ga=e=>e.plan.trim()?{plan:e.plan.trim(),faults:[$a(e)]}:$a(e);function _l(e){let t=e.split(/[\s,]+/).filter(Boolean);return t.length===1?t[0]:t}var On=e=>/^\d+(\.\d*)?$|^\.\d+$/.test(e)?Number(e):e;function yl(e,t){if(e==="status"||e==="at")return On(t);if(e!=="body")return t;try{return JSON.parse(t)}catch{return t}}function ba({given:e,onAdded:t}){let[n,o]=g(()=>({...Dt,...wl(e)})),[a,s]=g(""),r=u=>(s(""),o(d=>({...d,...u}))),l=ga(n);return i`<form class="card block fault-form" onSubmit=${async u=>{u.preventDefault();try{let[d]=(await $.post("/faults",l)).faults;Y(`Planned ${d.id}: ${d.fault}.`),s(""),await t(),N(["faults",d.id])}catch(d){s(d.message)}}}>
        <h2>Plan a fault</h2>
        <${kl}
            choose=${u=>r({...Dt,provider:n.provider,operation:n.operation,...u})}
        />
        <${xl} draft=${n} set=${r} />
        <${Sl} draft=${n} set=${r} />
        <${Cl} draft=${n} set=${r} />
        <${Tl} draft=${n} set=${r} />
        <${Ol} draft=${n} set=${r} />
        <div class="form-end">
            ${a&&i`<p class="problem" role="alert">${a}</p>`}
            <${El} body=${l} />
            <p class="buttons">
                <button class="primary">plan the fault</button
                ><button type="button" onClick=${()=>r(Dt)}>clear</button>
            </p>
        </div>
    </form>`}var wl=e=>Object.fromEntries(Object.entries(e).filter(([t])=>t in Dt));function kl({choose:e}){let t=()=>[...new Set(q.value.map(o=>o.calls.create.operation))].join(", "),n=({creates:o,...a})=>e(o?{...a,operation:t()}:a);return i`<div class="row-of" role="group" aria-label="presets">
        ${va.map(([o,a])=>i`<button
                    type="button"
                    key=${o}
                    class="small"
                    disabled=${a.creates&&q.value.length===0}
                    onClick=${()=>n(a)}
                >
                    ${o}
                </button>`)}
    </div>`}function ue({name:e,draft:t,set:n,label:o,hint:a,...s}){return i`<label class="field"
        ><span>${o}</span
        ><input aria-label=${o} ...${s} value=${t[e]} onInput=${r=>n({[e]:r.target.value})} />
        ${a&&i`<small class="dim">${a}</small>`}</label
    >`}function So({name:e,draft:t,set:n,label:o,options:a}){return i`<label class="field"
        ><span>${o}</span>
        <select aria-label=${o} value=${t[e]} onChange=${s=>n({[e]:s.target.value})}>
            ${Ee(a,t[e])}
        </select></label
    >`}function xl({draft:e,set:t}){let{does:n,fields:o=[]}=Ke[e.fault];return i`<${So}
            name="fault"
            label="fault"
            draft=${e}
            set=${t}
            options=${Object.keys(Ke).map(a=>[a,a])}
        />
        <p class="dim">${n}</p>
        ${o.map(a=>a==="body"?i`<label class="field" key=${a}
                      ><span>body</span>
                      <textarea
                          aria-label="body"
                          rows="2"
                          value=${e.body}
                          placeholder=${En.body.placeholder}
                          onInput=${s=>t({body:s.target.value})}
                      ></textarea>
                      <small class="dim">${En.body.hint}</small></label
                  >`:i`<${ue} key=${a} name=${a} draft=${e} set=${t} ...${En[a]} />`)}`}function Sl({draft:e,set:t}){let n=q.value.filter(({name:s})=>!e.provider||s===e.provider),o=n.flatMap(s=>s.operations.map(({name:r})=>r)),a=n.flatMap(s=>s.operations.filter(({name:r})=>r===e.operation).map(r=>[s,r]));return i`<${So}
            name="provider"
            label="provider"
            draft=${e}
            set=${t}
            options=${[["","all"],...q.value.map(({name:s,title:r})=>[s,r])]}
        />
        <${ue}
            name="operation"
            label="operation"
            draft=${e}
            set=${t}
            list="operations"
            placeholder="all"
            autocomplete="off"
            hint="a name, or a glob such as call*.get; several with commas"
        />
        <${wn} id="operations" values=${[...new Set(o)].sort()} />
        ${a.length>0&&i`<p class="dim">
                ${a.map(([s,r])=>i`<span class="chosen-operation">${s.title}: <code>${r.method} ${r.path}</code></span>`)}
            </p>`}`}function Cl({draft:e,set:t}){return Ke[e.fault].after?i`<p class="dim">It acts after the request has had its effect, since it needs the answer.</p>`:i`<fieldset>
        <legend>when</legend>
        ${[["before","before the effect","Nothing has happened: no call exists, no webhook is sent."],["after","after the effect","The request has its full effect. Only the client does not learn of it."]].map(([o,a,s])=>i`<label key=${o} class="choice"
                    ><input
                        type="radio"
                        name="when"
                        checked=${e.when===o}
                        onChange=${()=>t({when:o})}
                    />
                    <span>${a} <small class="dim">${s}</small></span></label
                >`)}
    </fieldset>`}function Tl({draft:e,set:t}){return i`<div class="row-of fields">
            <${So} name="often" label="how often" draft=${e} set=${t} options=${Object.entries(ha)} />
            ${e.often!=="always"&&i`<${ue} name="count" label="…" aria-label="count" draft=${e} set=${t} type="number" min="1" required=${!0} />`}
        </div>
        <div class="row-of fields">
            <${ue}
                name="chance"
                label="chance"
                draft=${e}
                set=${t}
                type="number"
                min="0"
                max="1"
                step="any"
                placeholder="1"
            />
            <${ue}
                name="times"
                label="at most times"
                draft=${e}
                set=${t}
                type="number"
                min="1"
                placeholder="∞"
            />
        </div>
        <div class="row-of fields">
            <${ue} name="from" label="between" draft=${e} set=${t} placeholder="0s" size="6" />
            <${ue}
                name="to"
                label="and"
                draft=${e}
                set=${t}
                placeholder="2m"
                size="6"
                required=${!!e.from}
            />
            <small class="dim">virtual time from now on</small>
        </div>`}function Ol({draft:e,set:t}){return i`<details>
        <summary class="dim">method, path, plan, optional</summary>
        <div class="stack more">
            <${ue} name="method" label="method" draft=${e} set=${t} placeholder="all" />
            <${ue}
                name="path"
                label="path"
                draft=${e}
                set=${t}
                placeholder="all"
                hint="behind the provider's mount point: /v1/calls/*"
            />
            <${ue}
                name="plan"
                label="plan"
                draft=${e}
                set=${t}
                placeholder="none"
                pattern="[A-Za-z0-9._\\-]+"
                hint="only requests with X-Mockserver-Fault-Plan"
            />
            <label class="choice"
                ><input
                    type="checkbox"
                    checked=${e.optional}
                    onChange=${n=>t({optional:n.target.checked})}
                />
                <span>optional <small class="dim">A test does not fail if it never fires.</small></span></label
            >
        </div>
    </details>`}function El({body:e}){let t=()=>ut("POST","/faults",e);return i`<div class="command">
        <pre aria-label="what is sent">${JSON.stringify(e)}</pre>
        <${U} text=${t} label="copy as curl" />
    </div>`}var Ml=500,Co=12,To=100,It=["faults"],_a=["provider","operation","method","path"],Nl=["id","fault","optional","plan","call","scenario","since","matched","fired","left","requests",..._a];function ya(){let[e,t,n]=D(async()=>(await $.get("/faults")).faults,[y.value]),o=T(()=>X(n,Ml),[]);k(()=>V(u=>["fault","request"].includes(u)&&o()),[]),$t(n);let{path:a,query:s}=w.value,r=(s.q??"").toLowerCase(),l=(e??[]).filter(u=>JSON.stringify(u).toLowerCase().includes(r)).reverse(),c=a[1]==="new"||!!s.operation;return Ce(u=>{if(u==="Escape"&&a[1])return N(It),!0;if(u!=="j"&&u!=="k")return!1;let d=l[l.findIndex(({id:f})=>f===a[1])+(u==="j"?1:-1)];return d&&N([...It,d.id],{query:w.value.query,replace:!0}),!0}),i`<main class=${c?"faults is-adding":"faults"}>
        <section class="fault-list" aria-label="planned faults">
            <div class="row-of">
                <h1>Faults of API answers</h1>
                ${e?.length>0&&i`<${Me} placeholder="kind, operation, call, scenario…  (/)" label="filter faults" />`}
                <div class="row-of spread">
                    <a class="button primary-link" href=${h([...It,"new"])}>plan a fault</a>
                    ${e?.length>0&&i`<${P} class="small danger" onAction=${()=>Al(e.length,n)}>remove all<//>`}
                </div>
            </div>
            ${t&&i`<p class="problem" role="alert">${t}</p>`}
            ${e&&!e.length&&i`<${Fl} />`}
            ${l.slice(0,To).map(u=>i`<${Rl} key=${u.id} rule=${u} isOpen=${u.id===a[1]} onRemoved=${n} />`)}
            ${e?.length>0&&!l.length&&i`<p class="dim">No rule matches the filter.</p>`}
            ${l.length>To&&i`<p class="dim">These are the newest ${To} of ${I(l.length,"rule")}. Use the filter to find others.</p>`}
        </section>
        <section class="fault-add" aria-label="plan a fault">
            <a class="back-link" href=${h(It)}>← faults</a>
            <${ba} key=${`${s.operation} ${s.provider}`} given=${s} onAdded=${n} />
        </section>
    </main>`}async function Al(e,t){confirm(`Remove ${I(e,"rule")}, also those of scenarios?`)&&(await $.delete("/faults"),await t())}function Rl({rule:e,isOpen:t,onRemoved:n}){let{id:o,fault:a,matched:s,fired:r,left:l}=e,c=C(null);j(()=>{t&&c.current.scrollIntoView({block:"nearest"})},[t]);let u=async()=>{await $.delete(`/faults/${encodeURIComponent(o)}`),await n()};return i`<article
        ref=${c}
        class=${`card fault-rule${t?" is-selected":""}${l===0?" is-spent":""}`}
        aria-label=${`${o} ${a}`}
    >
        <div class="row-of">
            <a class="dim mono" href=${h([...It,o])}>${o}</a>
            <h2 class="mono">${a}</h2>
            <${ql} rule=${e} />
            <${P} class="small spread" aria-label=${`remove ${o}`} onAction=${u}>remove<//>
        </div>
        <p>${Ll(e)} <span class="mono dim">${Pl(e)}</span></p>
        <p class="dim">
            ${Ke[a]?.does}${" "}
            ${r===0&&(s?"It has matched requests, but not fired.":"No request has matched it yet.")}
        </p>
        <${Il} rule=${e} /><${jl} rule=${e} />
    </article>`}function ql({rule:{matched:e,fired:t,left:n,optional:o}}){return i`<span class="counts">
        <span class="chip" title="requests that the rule has matched">matched ${e}</span>
        <span class=${`chip ${t?"is-failed":"is-waiting"}`} title="requests on which it fired">fired ${t}</span>
        <span class="chip" title="on how many further requests it can fire"
            >${n===0?"used up":`left ${n??"∞"}`}</span
        >
        ${o&&i`<span class="chip" title="a test does not fail if it never fires">optional</span>`}
    </span>`}function Ll(e){let t=_a.filter(n=>e[n]);return t.length?t.map(n=>i`${n} <b class="mono">${[e[n]].flat().join(", ")}</b> `):"all requests"}function Pl(e){return Object.entries(e).filter(([n])=>!Nl.includes(n)).map(([n,o])=>`${n}: ${Dl(o)}`).join(" · ")}function Dl(e){return Array.isArray(e)?e.join(" to "):typeof e=="object"?JSON.stringify(e):e}function Il({rule:{plan:e,scenario:t,call:n}}){return!e&&!t&&!n?null:i`<p class="row-of dim">
        ${e&&i`<span>plan <code>${e}</code>: only requests with the header <code>X-Mockserver-Fault-Plan: ${e}</code></span>`}
        ${t&&i`<span>scenario <a href=${h(["scenarios",t])}>${t}</a></span>`}
        ${n&&i`<span>call <a class="mono" href=${h(["calls",n])}>${n}</a></span>`}
    </p>`}function jl({rule:{id:e,requests:t}}){if(!t.length)return null;let n=t.slice(-Co).reverse();return i`<p class="row-of">
        <span class="dim">fired on</span>
        ${n.map(o=>i`<a key=${o} class="mono" href=${h(["requests",o])}>#${o}</a>`)}
        ${t.length>Co&&i`<a href=${h(["requests"],{fault:e})}>and ${t.length-Co} earlier</a>`}
    </p>`}function Fl(){let e=ut("POST","/faults",{fault:"error",status:503,first:2});return i`<${W} title="No faults are planned" command=${e}>
        <p>
            A fault makes an answer of a provider fail, come late, half or not at all. Plan one with the form, or with
            curl. Here you then see on which requests it fired.
        </p>
        <p>Faults of webhooks are planned <a href=${h(["webhooks","plan"])}>with the webhooks</a>.</p>
    <//>`}var Ul=[["1s","+1 s"],["1m","+1 min"],["1h","+1 h"]],Wl={real:"time passes",manual:"stopped until advanced",step:"moves with each read of a call",auto:"jumps to the next event"},Hl=200;function wa(){return i`<header>
        <a class="brand" href=${h(["calls"])}>mockserver</a>
        <${Bl} />
        <${Kl} />
        <${zl} />
        <${Gl} />
        <${Yl} />
    </header>`}function Bl(){let e=kt(!1),t=o=>{o.target.value?Mt(o.target.value):e.value=!0,o.target.value=y.value},n=[...new Set([...io.value,y.value])].sort();return i`<label class="world"
        ><span>world</span>
        <select aria-label="world" value=${y.value} onChange=${t} onFocus=${Ot}>
            ${n.map(o=>i`<option key=${o} value=${o} selected=${o===y.value}>${o}</option>`)}
            <option value="">other…</option>
        </select>
        ${e.value&&i`<${ae}
            title="Enter a world"
            submit="enter"
            onClose=${()=>e.value=!1}
            onSubmit=${async({name:o})=>Mt(o)}
        >
            <p>A world is an isolated account with its own clock, calls and settings. One that does not exist is made.</p>
            <label>name <input name="name" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" autofocus /></label>
        <//>`}
    </label>`}function Kl(){let e=kt(Tt());rn(()=>{let a=Tt();Math.floor(a/1e3)!==Math.floor(e.peek()/1e3)&&(e.value=a)},Hl);let t=Q.value;if(!t)return i`<div class="clock"><time>--- --:--:--</time><small> </small></div>`;let n=t.mode==="real"?Math.max(e.value,t.now):t.now,o=t.mode==="real"&&t.rate!==1?` × ${t.rate}`:"";return i`<div class="clock">
        <time datetime=${new Date(n).toISOString()} title=${M(n)}>${$e(n)}</time>
        <small><span>${et(n)} UTC</span> · <span title=${Wl[t.mode]}>${t.mode}${o}</span> · <${Jl} now=${n} /></small>
    </div>`}function Jl({now:e}){let{next:t,waits:n}=Q.value;if(n)return i`<b class="is-waiting">${n}</b>`;if(!t)return i`<span>nothing planned</span>`;let o=z(Math.max(0,Math.ceil((x(t.at)-e)/1e3)*1e3)),a=t.description??t.event;return i`<span title=${`${t.provider??""} ${t.call??""}`}>next in ${o}: <b>${a}</b></span>`}function zl(){let e=Q.value,t=!e||At.value,n=e?.mode==="real"||e?.mode==="auto";return i`<div class="steps" role="group" aria-label="clock">
        <button class="primary" disabled=${t} onClick=${ln} title="advance to the next event (n)">next event</button>
        ${Ul.map(([o,a])=>i`<button key=${o} disabled=${t} onClick=${()=>at({by:o})}>${a}</button>`)}
        <button disabled=${t} onClick=${Ls} title="until all calls have ended and everything is delivered">settle</button>
        <button disabled=${!e} onClick=${()=>Ps({mode:n?"manual":"real"})}>${n?"pause":"run"}</button>
    </div>`}var Vl={live:"live",connecting:"connecting…",lost:"reconnecting…"};function Gl(){let e=Ue.value;return i`<span class=${`live is-${e}`} role="status" title=${Se.value||void 0}>
        <i aria-hidden="true"></i>${Se.value&&e==="live"?"cannot load":Vl[e]}
        <button class="small plain" onClick=${Fs} aria-label="keys" title="keys (?)">?</button>
    </span>`}function Yl(){let e=w.value.path[0],{requests:t,webhooks:n}=He.value;return i`<nav class="views" aria-label="views">
        ${[["calls","Calls"],["requests","Requests",t,"findings and requests without a route"],["webhooks","Webhooks",n,"failed"],["faults","Faults"],["scenarios","Scenarios"],["settings","Settings"]].map(([a,s,r,l])=>i`<a key=${a} href=${h([a])} aria-current=${e===a?"page":void 0}
                >${s}${r?i` <b class="count" title=${`${r} ${l}`}>${r}</b>`:""}</a
            >`)}
        <a class="button" href=${h(["place"])} aria-current=${e==="place"?"page":void 0}>place a call</a>
    </nav>`}function ka(){return i`<main class="centered">
        <form class="card padded" onSubmit=${t=>{t.preventDefault(),Xe.value=!1,fe.value=new FormData(t.target).get("token").trim()}}>
            <h2>This server has an admin token</h2>
            <p>It was started with <code>--admin-token</code>. ${fe.value?"The token that you gave is not the right one.":"Enter the token to see its calls."}</p>
            <p class="buttons">
                <input name="token" type="password" autocomplete="off" required aria-label="admin token" autofocus />
                <button class="primary">enter</button>
            </p>
            <p class="dim">It is kept in the memory of this page until you close it.</p>
        </form>
    </main>`}function Mn(e,t){let n=Object.assign(document.createElement("a"),{href:URL.createObjectURL(e),download:t});n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}var Zl=200,Xl=500,Ql=1e3,xa=1e4,ec=400,Oo={rows:[],next:null,loaded:!1,error:""},Nn=class{constructor(t){Object.assign(this,{read:t,seen:0,work:Promise.resolve(),ended:!1}),this.changed=new Set,this.state=E(Oo),this.refresh=X(()=>this.update(),ec)}load=()=>this.#e(()=>this.#s());older=()=>this.#e(async()=>{let{rows:t,next:n}=this.state.peek();if(!n)return;let o=await this.#t({order:"newest",limit:Xl,cursor:n});this.#n([...t,...o.rows],o.next)});update=()=>this.#e(async()=>{let{rows:t,next:n,loaded:o}=this.state.peek();if(!o)return;let a=n?t.at(-1).id:1,s=[...this.changed].reduce((u,d)=>d<a?u:Math.min(u,d),this.seen+1);this.changed.clear();let r=[],l=this.seen;for(let u=s-1;u!=null;){let d=await this.#t({order:"oldest",limit:Ql,cursor:u});if(this.seen<l)return this.#s();r.push(...d.rows),u=d.next}let c=t.filter(u=>u.id<s);(r.length||c.length!==t.length)&&this.#n([...r.reverse(),...c],n)});async#s(){this.changed.clear();let t=await this.#t({order:"newest",limit:Zl});this.#n(t.rows,t.next)}#e(t){return this.work=this.work.then(async()=>{try{this.ended||await t(),this.state.peek().error&&this.#o({error:""})}catch(n){this.#o({error:n.message})}}),this.work}async#t(t){let n=await this.read(t);return this.seen=n.count,n}#n(t,n){this.#o({rows:t.slice(0,xa),next:t.length<xa?n:null,loaded:!0})}#o(t){this.ended||(this.state.value={...this.state.peek(),...t})}};var tc=({path:e,list:t,slim:n,query:o})=>async a=>{let s=await $.get(e,{...o,...a});return{rows:s[t].map(n),next:s.next,count:s.count}};function An({path:e,list:t,slim:n,query:o,kind:a}){let s=T(()=>new Nn(tc({path:e,list:t,slim:n,query:o})),[e,JSON.stringify(o),y.value]),r=C(Oo);k(()=>{s.load();let c=V((u,d)=>{u==="reload"&&s.load(),u===a&&(d.id&&s.changed.add(d.id),s.refresh())});return()=>{c(),s.ended=!0}},[s]);let l=s.state.value;return(l.loaded||l.error)&&(r.current=l),{...r.current,older:s.older,load:s.load}}var nc=1e3,oc=50,Eo="no route",sc={[Eo]:"No provider has this method and path. The client got an error.",unknown_field:"The request has a field that is not documented.",deprecated_field:"The request has a field of an older version of the API.",lenient_type:"A value has a type that the provider accepts but does not document.",real_number:"The call goes to a number that could be a real person's. Numbers reserved for fiction are safe.",live_key:"The API key looks like one of a real account.",fast_polling:"One path was read more than five times within a second.",first_page:"The client began to read a list at its second page.",double_dial:"The client dialled the same person twice, because its first request got no good answer."},Sa=()=>He.value.requests;function Ca(){let[e,t,n]=D(ac,[]),o=T(()=>X(n,nc),[]);k(()=>V(s=>(s==="request"||s==="reload")&&o()),[]);let a=T(()=>rc(e??[]),[e]);return i`<div class="scroll padded stack findings">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&!a.length&&i`<${W} title="No findings">
                <p>
                    A finding is a request that the provider accepts although its documentation does not cover it: an
                    unknown field, a number of a real person, a call placed twice. The simulator answers as the provider
                    would and notes it here.
                </p>
            <//>`}
        ${a.map(([s,r])=>i`<${ic} key=${s} kind=${s} rows=${r} />`)}
    </div>`}async function ac(){let[{findings:e},{requests:t}]=await Promise.all([$.get("/findings"),$.get("/requests/unmatched",{limit:ao,order:"newest"})]),n=t.map(o=>({kind:Eo,message:o.note??o.message,at:o.at,provider:`${o.provider} ${o.method} ${o.path}`,request:o.id}));return[...e,...n.reverse()]}function rc(e){let t=new Map;for(let n of[...e].reverse())t.has(n.kind)?t.get(n.kind).push(n):t.set(n.kind,[n]);return[...t]}function ic({kind:e,rows:t}){let[n,o]=g(!1),a=n?t:t.slice(0,oc);return i`<section class="card finding-group" aria-label=${e}>
        <h2>
            <${Oe} shape=${e===Eo?"▲":"◆"}>${e}<//>${" "}
            <small class="dim">${I(t.length,"request")}</small>
        </h2>
        <p class="dim">${sc[e]}</p>
        <ul>
            ${a.map((s,r)=>i`<${lc} key=${`${s.request} ${r}`} row=${s} />`)}
        </ul>
        ${a.length<t.length&&i`<button class="small" onClick=${()=>o(!0)}>show all ${t.length}</button>`}
    </section>`}function lc({row:e}){let t=x(e.at);return i`<li>
        <a class="mono" href=${h(["requests",e.request])}>#${e.request}</a>
        <time class="mono dim" title=${M(t)}>${J(t)}</time>
        <span class="dim">${e.provider} ${e.operation}</span>
        <span class="text">${e.message}</span>
        ${e.call&&i`<a href=${h(["calls",e.call])}>call</a>`}
    </li>`}function Ta({number:e}){let[t,n]=D(()=>$.get(`/requests/${e}`),[e]);return i`<${ft}
        title=${`request ${e}`}
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${Te} status=${t.status} />`}`}
        name="requests"
        back=${h(["requests"],w.value.query)}
        actions=${t&&i`<${cc} request=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`}
        ${t&&i`<${uc} request=${t} />`}
    <//>`}function cc({request:e}){let{operation:t,provider:n,curl:o}=e;return i`<${U} text=${o} label="copy as curl" />
        ${t&&i`<a class="button small" href=${h(["faults","new"],{operation:t,provider:n})}>plan a fault</a>`}`}function uc({request:e}){let t=e.path+(e.query?`?${e.query}`:"");return i`<h2 class="mono target">${e.method} ${t}</h2>
        ${e.message&&i`<p>${e.message}</p>`}
        <${pc} request=${e} />
        <${mt} rows=${fc(e)} />
        <section class="card message">
            <h2>Request</h2>
            <${lt} headers=${e.headers} />
            <${ie} text=${e.body} dropped=${e.bodies_dropped} />
        </section>
        <section class="card message">
            <h2>Response</h2>
            <${ie} text=${e.answer} dropped=${e.bodies_dropped} none=${dc(e)} />
        </section>
        <details class="card message">
            <summary>As curl</summary>
            <pre class="json">${e.curl}</pre>
            ${e.curl_note&&i`<p class="dim">${e.curl_note}</p>`}
        </details>`}var dc=({status:e,fault:t})=>e==null?`The client got no answer${t?`: ${Lt(t)}`:""}.`:"no body";function pc({request:e}){let{operation:t,note:n,findings:o}=e,a=o.length>0&&t!=null;return i`<div class="remarks">
        ${t==null&&i`<p class="remark"><${Oe} shape="▲">no route<//> ${n??"No provider has this method and path."}</p>`}
        ${o.map(({kind:s,message:r})=>i`<p class="remark"><${Oe} shape="◆">${s}<//> ${r}</p>`)}
        ${n&&t!=null&&!a&&i`<p class="remark is-calm">${n}</p>`}
    </div>`}var Mo=e=>i`<a class="only" href=${h(["requests"],e)}>only these</a>`;function fc(e){let{call:t,call_status:n,connection:o,fault:a,delay_ms:s,operation:r}=e,l=n.before!==n.after,c=a?.split(" ")[0];return[["time",M(x(e.at))],["provider",e.provider],["operation",r&&i`${r} ${Mo({operation:r})}`],["call",t&&i`<a class="mono" href=${h(["calls",t])}>${t}</a> ${Mo({call:t})}`],["call status",n.after&&i`${n.before??"(new)"} → ${l?i`<b>${n.after}</b>`:n.after}`],["fault",a&&(c==="header"?Lt(a):i`<a href=${h(["faults",c])}>${a}</a>`)],["delay",s?`${se(s)} by the fault`:null],["duration",se(e.duration_ms)],["connection",o&&i`${o} ${Mo({connection:o})}`],["attempt",e.attempt]]}var jt=["requests"],mc=["200","201","400","401","403","404","409","422","429","500","502","503"];function $c({headers:e,body:t,answer:n,...o}){return o}function Oa({q:e,status:t,provider:n,show:o,call:a,operation:s,connection:r,fault:l}){return{q:e,status:t,provider:n,call:a,operation:s,connection:r,fault:o==="faults"?"any":l}}var Ea=e=>e.operation==null||e.findings.length>0;function Ma(){let{path:e}=w.value;return e[1]==="findings"?i`<main class="log"><${Na} tab="findings" /><${Ca} /></main>`:i`<${hc} open=${e[1]?Number(e[1]):null} />`}function hc({open:e}){let{show:t}=w.value.query,n=Object.keys(w.value.query).length>0,o=xn(e!=null),a=Oa(w.value.query),s=An({path:"/requests",list:"requests",slim:$c,query:a,kind:"request"}),r=T(()=>t==="out"?s.rows.filter(Ea):s.rows,[s.rows,t]);return i`<main class="log">
        <${Na} tab="journal" onDeleted=${s.load} />
        <${bc} />
        ${s.error&&i`<p class="problem" role="alert">${s.error}</p>`}
        <${pt}
            label="requests"
            list=${i`<${Cn}
                pages=${s}
                rows=${r}
                folder=${jt}
                open=${e}
                label="requests, newest first"
                wide=${o}
                empty=${s.loaded&&!s.next&&i`<${wc} filtered=${n} />`}
                row=${_c}
            />`}
            detail=${e!=null&&i`<${Ta} key=${e} number=${e} />`}
        />
    </main>`}function Na({tab:e,onDeleted:t}){let n=[["journal","Journal"],["findings","Findings",Sa()]];return i`<div class="log-bar">
        <${ce}
            tabs=${n}
            current=${e}
            label="requests"
            to=${o=>h(o==="journal"?jt:[...jt,o])}
        />
        <div class="buttons">
            <${P} class="small" title="HTTP Archive: developer tools of browsers open it" onAction=${vc}
                >download HAR<//
            >
            ${t&&i`<${P} class="small danger" onAction=${()=>gc(t)}>delete the journal<//>`}
        </div>
    </div>`}async function vc(){Mn(await $.blob("/requests.har",Oa(w.value.query)),`${y.value}.har`)}async function gc(e){confirm("Delete all requests of this world from the journal? Calls and webhooks stay.")&&(await $.delete("/requests"),N(jt,{query:w.value.query}),await e())}function bc(){return i`<div class="filters" role="search">
        <${Me} placeholder="path, query, body, call, note, fault…  (/)" label="filter requests" />
        <${Be}
            name="provider"
            label="provider"
            options=${[["","all providers"],...q.value.map(({name:e,title:t})=>[e,t])]}
        />
        <${Be}
            name="status"
            label="status"
            options=${[["","any status"],...mc.map(e=>[e,e])]}
        />
        <${Be}
            name="show"
            label="show"
            options=${[["","all requests"],["out","only what stands out"],["faults","only with a fault"]]}
        />
        <${Sn} names=${["call","operation","connection","fault"]} />
    </div>`}function _c({value:e,selected:t,wide:n,to:o}){let a=Ea(e),s=Tn({wide:n,selected:t,"request-row":!0,"is-out":a,"has-no-call":!e.call}),r=x(e.at),l=e.path+(e.query?`?${e.query}`:"");return i`<div class=${s}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${M(r)}>${J(r)}</time>
        <span class="provider">${e.provider||"–"}</span>
        <a
            class="main-link mono"
            href=${o}
            aria-current=${t?"true":void 0}
            title=${`${e.method} ${l}`}
            ><b>${e.method}</b> ${l}</a
        >
        <span class="state"><${Te} status=${e.status} /></span>
        <span class="operation">${e.operation}</span>
        <span class="took mono">${se(e.duration_ms)}</span>
        <span class="of-call"><${Pt} call=${e.call} /></span>
        <span class="note"><${yc} request=${e} wide=${n} /></span>
    </div>`}function yc({request:e,wide:t}){let{findings:n,fault:o,note:a,message:s,operation:r,delay_ms:l}=e;if(r==null)return i`<${Oe} shape="▲">no route<//> ${a??s}`;let[c,...u]=n;if(c)return i`<${Oe} shape="◆">${c.kind}<//>${" "}
            ${c.message}${u.length?` (+ ${I(u.length,"finding")})`:""}`;let d=l?`, held for ${se(l)}`:"";return o?i`<span class="fault-mark"><span aria-hidden="true">✕</span> ${Lt(o)}${d}</span>${" "}
            ${s}`:a??s?a??s:t?null:i`${e.provider} ${r} · ${se(e.duration_ms)}${" "}
        <${Pt} call=${e.call} />`}function wc({filtered:e}){if(e)return i`<${W} title="No request matches the filters"
            ><p>Change the filters, or <a href=${h(jt)}>show all requests</a>.</p><//
        >`;let t=q.value.find(({calls:o})=>o.list),n=t&&_n(t,"GET",t.calls.list.path);return i`<${W} title="No requests yet" command=${n}>
        <p>
            Point your client at one of these base URLs, or send a first request. Each request appears here with its
            answer, and with what the provider's documentation does not cover.
        </p>
        <${mt}
            rows=${q.value.map(({title:o,base:a})=>[o,i`<code>${location.origin}${oe}${a}</code>`])}
        />
    <//>`}function Aa(){let{provider:e,way:t="outbound"}=w.value.query,n=q.value.find(s=>s.name===e)??q.value[0];if(!n)return i`<main class="padded dim">loading…</main>`;let o=s=>h(["place"],{...w.value.query,provider:s}),a=t==="inbound"?Ec:xc;return i`<main class="narrow">
        <div class="card">
            <nav class="tabs" aria-label="provider">
                ${q.value.map(s=>i`<a key=${s.name} href=${o(s.name)} aria-current=${s===n?"page":void 0}>${s.title}</a>`)}
                <label class="spread">call <select value=${t} onChange=${s=>ee({way:s.target.value})}>
                    <option value="outbound" selected=${t==="outbound"}>outbound: a client places it</option>
                    <option value="inbound" selected=${t==="inbound"}>inbound: somebody calls a number of the account</option>
                </select></label>
            </nav>
            <${a} key=${`${n.name}-${t}`} provider=${n} />
        </div>
    </main>`}function kc(){let[e]=D(()=>$.get("/scenarios"),[y.value]);return e??{scenarios:[],default:""}}function Ra({value:e,onChange:t}){let{scenarios:n,default:o}=kc();return i`<label>scenario
        <select value=${e} onChange=${a=>t(a.target.value)}>
            <option value="">as the world decides (else ${o||"the default"})</option>
            ${n.map(a=>i`<option key=${a.name} value=${a.name} selected=${a.name===e}>${a.name}</option>`)}
        </select>
        ${n.find(a=>a.name===e)?.summary&&i`<span class="dim">${n.find(a=>a.name===e).summary}</span>`}
    </label>`}function xc({provider:e}){let t=e.calls.create,[n,o]=g(()=>JSON.stringify(t.body,null,2)),[a,s]=g(w.value.query.scenario??""),[r,l]=g(null),c=T(()=>Sc(n),[n]),u=a?{"X-Mockserver-Scenario":a}:{},d=async()=>{l(null);try{let f=await dn(e,{...t,body:n},u),m=await Cc(f,t.operation);m?N(["calls",m]):l({status:f.status,text:f.text,ok:!0})}catch(f){if(!f.answer)throw f;l({status:f.answer.status,text:f.answer.text,ok:!1})}};return i`<div class="padded stack">
        <p><code>${t.method} ${t.path}</code> <span class="dim">${t.operation} · </span><a href=${`${oe}${e.openapi}`} target="_blank" rel="noopener">OpenAPI document</a></p>
        <label class="stacked">body, as JSON
            <textarea rows=${Math.min(22,n.split(`
`).length+1)} spellcheck="false" value=${n} onInput=${f=>(o(f.target.value),l(null))} aria-invalid=${c?"true":void 0}></textarea>
        </label>
        ${c&&i`<p class="is-error" role="alert">Not JSON: ${c}</p>`}
        <div class="row-of"><${Ra} value=${a} onChange=${s} /></div>
        <div class="row-of"><${pn} /><span class="dim">any key, unless the server has --api-key</span></div>
        <div class="row-of">
            <${P} class="primary" disabled=${!!c} onAction=${d}>place the call<//>
            <button onClick=${()=>(o(JSON.stringify(t.body,null,2)),l(null))}>example again</button>
            <${U} label="copy as curl" text=${()=>Tc(e,t,n,u)} />
        </div>
        ${r&&i`<${Oc} answer=${r} provider=${e} />`}
    </div>`}function Sc(e){try{return JSON.parse(e),""}catch(t){return t.message}}async function Cc(e,t){let n=(await $.get("/requests",{operation:t,order:"newest",limit:20})).requests.filter(o=>o.call);return(n.find(o=>o.answer===e.text)??n[0])?.call}function Tc(e,t,n,o){let{header:a,prefix:s}=e.authentication,r=y.value==="default"?it.value:`${it.value}~${y.value}`,l={[a]:s+r,"Content-Type":"application/json",...o};return ke(t.method,`${location.origin}${oe}${t.path}`,{headers:l,body:n})}function Oc({answer:e,provider:t}){return i`<div class="refused stack" role="alert">
        <p class="is-error"><b>${t.title} answers ${e.status}.</b> ${po(e.text)}</p>
        <pre class="json">${he(e.text)}</pre>
    </div>`}function Ec({provider:e}){let[t,n]=g({from:"+12125550142",to:"+12125550100",agent:"",scenario:""}),o=s=>r=>n({...t,[s]:r.target.value});k(()=>n(s=>({...s,scenario:w.value.query.scenario??s.scenario})),[]);let a=async()=>{let{agent:s,scenario:r,...l}=t,c={provider:e.name,...l,...s&&{agent:s},...r&&{scenario:r}},u=await $.post("/calls",c);N(["calls",u.id])};return i`<div class="padded stack">
        <p class="dim">Somebody calls a number of the account, and an agent of ${e.title} answers.</p>
        <label class="stacked">from (E.164) <input value=${t.from} onInput=${o("from")} /></label>
        <label class="stacked">to (E.164), a number of the account <input value=${t.to} onInput=${o("to")} /></label>
        <label class="stacked">agent <input value=${t.agent} placeholder="optional: the id of an agent or assistant" onInput=${o("agent")} /></label>
        <div class="row-of"><${Ra} value=${t.scenario} onChange=${s=>n({...t,scenario:s})} /></div>
        <div class="row-of"><${P} class="primary" onAction=${a}>let it ring<//></div>
    </div>`}var qa=40,Ft=26,Ne=14,La={placed:"queued",due:"queued",held:"waiting",waiting:"waiting",dialled:"dialling",ringing:"ringing",answered:"talking",transferred:"transferred",shown:"shown",ended:"wrapping"};function Rn({path:e,text:t}){let[n,o]=g(""),[a,s]=g(""),r={...t!==void 0&&{text:t},...n&&{to:n},...a&&{seed:a}},[l,c]=D(()=>$.post(e,r),[e,t,n,a,y.value]),u=d=>f=>d(f.target.value.trim());return i`<div class="padded stack">
        <div class="row-of">
            <label>number <input value=${n} placeholder=${l?.to??"+12125550142"} onChange=${u(o)} /></label>
            <label>seed <input value=${a} placeholder=${l?.seed??""} size="8" onChange=${u(s)} /></label>
            <span class="dim">No call is placed.</span>
        </div>
        ${c&&i`<p class="is-error" role="alert">${c}</p>`}
        ${l&&i`<${Mc} previews=${l.previews} />${l.previews.map(d=>i`<${Rc} key=${d.provider} preview=${d} />`)}`}
    </div>`}var No=e=>q.value.find(t=>t.name===e)?.title??e;function Mc({previews:e}){let t=C(null),[n,o]=g(0);j(()=>{let l=new ResizeObserver(()=>o(t.current.clientWidth));return l.observe(t.current),()=>l.disconnect()},[]);let a=e.filter(l=>!l.error),s=T(()=>mn([0,1e3,...a.flatMap(l=>l.timeline.map(c=>c.after*1e3))],Math.max(n-2*Ne,100)),[e,n]),r=Ft+a.length*qa+4;return i`<div class="lanes" ref=${t}>${n>0&&i`<svg width=${s.width+2*Ne} height=${r} role="img" aria-label="how the call unfolds at each provider">
        <g class="axis">${$n(s,72).filter(hn(s)).map(({at:l,x:c})=>i`<g key=${l}><path d=${`M${c+Ne} ${Ft-6}V${r}`} /><text x=${Math.max(c+Ne,10)} y="14" text-anchor="middle">${Ss(l)}</text></g>`)}
        ${s.parts.filter(l=>l.folded).map(l=>i`<g key=${l.start} class="fold"><rect x=${l.x+Ne+2} y=${Ft-6} width=${l.width-4} height=${r-Ft+6} /><text x=${l.x+Ne+l.width/2} y="14" text-anchor="middle">${z(l.end-l.start)}</text></g>`)}</g>
        ${a.map((l,c)=>i`<${Nc} key=${l.provider} preview=${l} line=${s} top=${Ft+c*qa} />`)}
    </svg>`}</div>`}function Nc({preview:e,line:t,top:n}){let o=r=>t.x(r.after*1e3)+Ne,a=Ac(e.timeline),s=e.timeline.at(-1);return i`<g class="lane"><text x=${Ne} y=${n+11}>${No(e.provider)}</text>
        ${a.map((r,l)=>{let c=a[l+1]??s,u=Math.max(o(c)-o(r),r.event==="ended"?3:0);if(!u)return null;let{kind:d}=r,f=`${r.status}, ${r.description}`;return d==="waiting"?i`<g key=${l} class="item"><title>${f}</title><path class="wait" d=${`M${o(r)+2} ${n+24}h${Math.max(u-4,1)}`} /></g>`:i`<g key=${l} class=${`item kind-${d}`}><title>${f}</title><rect x=${o(r)} y=${n+17} width=${u} height="14" rx="3" />${u>r.status.length*7+10&&i`<text class="inside" x=${o(r)+5} y=${n+28}>${r.status}</text>`}</g>`})}
    </g>`}function Ac(e){let t=!1;return e.filter(n=>La[n.event]).map(n=>((n.event==="dialled"||n.event==="answered")&&(t=n.event==="answered"),{...n,kind:n.event==="ended"&&!t?"failed":La[n.event]}))}function Rc({preview:e}){if(e.error)return i`<p><b>${No(e.provider)}</b> <span class="dim">cannot play it: ${e.error}</span></p>`;let t=e.phase==="ended"?`${e.status}${e.reason?`, ${e.reason.replaceAll("_"," ")}`:""}`:"it never ends by itself";return i`<details class="entry">
        <summary><b>${No(e.provider)}</b><span class="grow dim">${e.timeline.length} events, ${z((e.timeline.at(-1)?.after??0)*1e3)}</span><span class="mono">${t}</span></summary>
        <div class="scroll"><table class="events"><tbody>${e.timeline.map((n,o)=>i`<tr key=${o}><td class="mono">${z(n.after*1e3)}</td><td class="mono">${n.status}</td><td>${n.description}</td></tr>`)}</tbody></table></div>
    </details>`}var qc=250,Lc=`version: 1
name: my-scenario
summary: Somebody answers, says a word, and hangs up.
queued: 1s
attempts:
  - ringing: 3s
    answered_by: human
    talk:
      - agent: Hello, this is Sarah from Acme.
      - user: Not now, goodbye.
    ended_by: user
`;function Ao({name:e,again:t}){let[n,o]=D(()=>e?$.text(`/scenarios/${encodeURIComponent(e)}/source`):Lc,[e]);return o?i`<p class="padded is-error">${o}</p>`:n===void 0?i`<p class="padded dim">loading…</p>`:i`<${Pc} key=${e} source=${n} again=${t} />`}function Pc({source:e,again:t}){let[n,o]=g(e),[a,s]=g(null),[r,l]=g(!1),c=C(null);k(()=>{let f=!0,m=setTimeout(async()=>{let p=await $.yaml("/scenarios/check",n).catch(b=>({valid:!1,problems:[],failure:b.message}));f&&s({...p,text:n})},qc);return()=>(f=!1,clearTimeout(m))},[n]);let u=a?.text===n?a:null,d=async()=>{let{scenarios:f}=await $.yaml("/scenarios",n);Y(`Saved in this world: ${f.map(m=>m.name).join(", ")}.`),await t(),N(["scenarios",f[0].name,"edit"],{replace:!0})};return i`<div class="editor">
        <${Dc} text=${n} problems=${a?.problems??[]} field=${c} onText=${o} />
        <div class="padded stack">
            <${Ic} checked=${u} pending=${!u} onPick=${f=>jc(c.current,n,f)} />
            <div class="row-of">
                <${P} class="primary" disabled=${!u?.valid} onAction=${d}>save in this world<//>
                <button disabled=${n===e} onClick=${()=>o(e)}>undo all</button>
                <button aria-pressed=${r} onClick=${()=>l(!r)}>${r?"hide the preview":"preview"}</button>
                <span class="dim">Files are not changed: copy the text into yours to keep it.</span>
            </div>
        </div>
        ${r&&u?.valid&&i`<${Rn} path="/scenarios/preview" text=${n} />`}
    </div>`}function Dc({text:e,problems:t,field:n,onText:o}){let a=C(null),s=e.split(`
`).length,r=new Map;for(let u of t)r.get(u.line)!=="error"&&r.set(u.line,u.severity);let l=()=>a.current.scrollTop=n.current.scrollTop;j(l,[e]);let c=u=>{u.key!=="Tab"||u.shiftKey||u.ctrlKey||u.altKey||(u.preventDefault(),u.target.setRangeText("  ",u.target.selectionStart,u.target.selectionEnd,"end"),o(u.target.value))};return i`<div class="code">
        <div class="gutter" ref=${a} aria-hidden="true">${Array.from({length:s},(u,d)=>i`<span key=${d} class=${r.has(d+1)?`is-${r.get(d+1)}`:void 0}>${d+1}</span>`)}</div>
        <textarea ref=${n} spellcheck="false" autocapitalize="off" wrap="off" aria-label="scenario, as YAML" value=${e} onInput=${u=>o(u.target.value)} onScroll=${l} onKeyDown=${c}></textarea>
    </div>`}function Ic({checked:e,pending:t,onPick:n}){if(t)return i`<p class="dim" role="status">checking…</p>`;if(e.failure)return i`<p class="is-error" role="status">${e.failure}</p>`;if(!e.problems.length)return i`<p role="status"><span class="chip is-ok">valid</span> <span class="dim">${e.names.join(", ")}</span></p>`;let o=e.problems.filter(r=>r.severity==="error").length,a=e.problems.length-o,s=[o&&I(o,"error"),a&&I(a,"warning")].filter(Boolean).join(", ");return i`<div role="status">
        <p><span class=${`chip ${o?"is-failed":"is-pending"}`}>${s}</span></p>
        <ol class="problems">${e.problems.map(r=>i`<li key=${`${r.line}:${r.column}:${r.message}`}>
            <button class="plain problem-row" onClick=${()=>n(r)}><span class=${`mono is-${r.severity}`}>line ${r.line}</span><span>${r.path&&i`<code>${r.path}</code> `}${r.message}</span></button>
        </li>`)}</ol>
    </div>`}function jc(e,t,{line:n,column:o}){let a=t.split(`
`),s=a.slice(0,n-1).reduce((l,c)=>l+c.length+1,0)+o-1,r=s-o+1+(a[n-1]?.length??0);e.focus(),e.setSelectionRange(s,Math.max(s,r)),e.scrollTop=Math.max(0,(n-4)*parseFloat(getComputedStyle(e).lineHeight))}var Fc=54,Ia="new",Pa=e=>e.name;function ja(){let{path:e,query:t}=w.value,[n,o="graph"]=[e[1]??null,e[2]],[a,s,r]=D(()=>$.get("/scenarios"),[y.value]);$t(r);let l=T(()=>Uc(a?.scenarios??[],t.q),[a,t.q]),c=rt({rows:l,keyOf:Pa,open:n,show:u=>N(["scenarios",u,e[2]],{query:t,replace:n!=null}),close:()=>N(["scenarios"],{query:t})});return i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="scenarios">
            <div class="filter">
                <input type="search" placeholder="filter: name, what happens…   /" aria-label="filter scenarios" value=${t.q??""} onInput=${u=>ee({q:u.target.value})} />
                <a class="button" href=${h(["scenarios",Ia,"edit"],t)}>new</a>
                ${a&&i`<${Wc} found=${a} again=${r} />`}
            </div>
            <${st} rows=${l} keyOf=${Pa} height=${Fc} selected=${c} label="scenarios"
                empty=${i`<p class="padded dim">${s||(a?"No scenario fits the filter.":"loading…")}</p>`}
                row=${u=>i`<${Hc} row=${u} open=${u.name===n} marked=${u.name===c} fallback=${a.default} next=${a.next} href=${h(["scenarios",u.name,e[2]],t)} />`} />
        </section>
        ${n?i`<${Bc} key=${n} name=${n} tab=${o} query=${t} found=${a} again=${r} />`:i`<section class="detail is-empty"><p class="dim">Choose a scenario to see its states, and how a call would unfold at each provider.</p></section>`}
    </main>`}function Uc(e,t=""){let n=t.toLowerCase().split(/\s+/).filter(Boolean);return e.filter(o=>n.every(a=>`${o.name} ${o.summary} ${o.provider??""}`.toLowerCase().includes(a)))}function Wc({found:e,again:t}){let n=async()=>{await $.post("/scenarios/next",{names:[]}),t()};return i`<p class="chosen dim">
        Calls for which nothing else is said play <b>${e.default}</b>.
        ${e.next.length>0&&i` First, in order: <b>${e.next.join(", ")}</b>. <${P} class="small" onAction=${n}>clear<//>`}
    </p>`}function Hc({row:e,open:t,marked:n,fallback:o,next:a,href:s}){let r=a.filter(l=>l===e.name).length;return i`<a class=${`list-row scenario-row${n?" is-marked":""}`} href=${s} aria-current=${t?"true":void 0}>
        <span class="who">${e.name}</span>
        <span class="row-of">${e.name===o&&i`<span class="chip is-ok">default</span>`}${r>0&&i`<span class="chip is-pending">next${r>1?` × ${r}`:""}</span>`}${e.provider&&i`<span class="dim">${e.provider} only</span>`}${e.origin==="request"&&i`<span class="chip">of this world</span>`}</span>
        <span class="sub" title=${e.summary}>${e.summary||"no summary"}</span>
    </a>`}function Bc({name:e,tab:t,query:n,found:o,again:a}){if(e===Ia)return i`<section class="detail" aria-label="scenario">
            <div class="call-head"><${Da} query=${n} /><h1>A new scenario</h1></div>
            <div class="card"><${Ao} name=${null} again=${a} /></div>
        </section>`;let s=o?.scenarios.find(l=>l.name===e);if(o&&!s)return i`<section class="detail"><${W} title=${`There is no scenario ${e}`}><p><a href=${h(["scenarios"])}>All scenarios</a></p><//></section>`;if(!s)return i`<section class="detail"><p class="dim">loading…</p></section>`;let r=l=>h(["scenarios",e,l],n);return i`<section class="detail" aria-label="scenario">
        <div class="call-head">
            <${Da} query=${n} />
            <h1>${e}</h1>
            <div class="controls">
                <a class="button" href=${h(["place"],{scenario:e,provider:s.provider})}>play it…</a>
                <${P} onAction=${()=>Kc(e,a)}>next call plays it<//>
                <${P} disabled=${o.default===e} onAction=${()=>Jc(e,a)}>make default<//>
                <${P} class="danger" onAction=${()=>zc(e,a)}>delete<//>
            </div>
        </div>
        <p class="dim">${s.summary} <span class="mono">${s.source}</span></p>
        <div class="card">
            <${ce} label="about the scenario" current=${t} to=${r} tabs=${[["graph","States"],["preview","Preview"],["edit","Edit"]]} />
            ${t==="preview"?i`<${Rn} path=${`/scenarios/${encodeURIComponent(e)}/preview`} />`:t==="edit"?i`<${Ao} name=${e} again=${a} />`:i`<${Vc} row=${s} />`}
        </div>
    </section>`}var Da=({query:e})=>i`<a class="back button small" href=${h(["scenarios"],e)} aria-label="back to the list">←</a>`,Kc=async(e,t)=>{let{next:n}=await $.get("/scenarios");await $.post("/scenarios/next",{names:[...n,e]}),t()},Jc=async(e,t)=>{await $.put("/scenarios/default",{name:e}),t()};async function zc(e,t){confirm(`Delete the scenario ${e} from this world? A reset brings shipped scenarios back.`)&&(await $.delete(`/scenarios/${encodeURIComponent(e)}`),N(["scenarios"]),t())}function Vc({row:e}){let[t,n]=g(""),o=encodeURIComponent(e.name);return i`<div class="padded stack">
        <div class="row-of">
            <label>status words of <select value=${t} onChange=${a=>n(a.target.value)}>
                <option value="">${e.provider??"no provider"}</option>
                ${q.value.map(a=>i`<option key=${a.name} value=${a.name}>${a.title}</option>`)}
            </select></label>
            <button class="small spread" onClick=${()=>ne(async()=>navigator.clipboard.writeText(await $.text(`/scenarios/${o}/diagram`,{provider:t})))}>copy as Mermaid</button>
        </div>
        <${fn} path=${`/scenarios/${o}/diagram.svg`} query=${{provider:t}} />
    </div>`}var Ln="null",Ha={boolean:"bool",integer:"number",number:"number",string:"text"};function Ba(e,t){let n=e.anyOf??[e],o=n.some(({type:r})=>r==="null"),a=n.find(({type:r})=>r!=="null"),s=e.format==="scenario"?t:a.enum;return s?{kind:"words",words:o?[...s,null]:s,isNullable:o}:{kind:a.type==="array"?Gc(a):Ha[a.type]??"json",isNullable:o}}function Gc({items:e}){let t=Ha[e?.type];return t==="text"||t==="number"?`${t}s`:"json"}var qn=({kind:e,value:t})=>Ka(e,t);function Ka(e,t){return e==="json"?JSON.stringify(t):t==null?e==="words"?Ln:"":Array.isArray(t)?t.join(", "):String(t)}function Ja({kind:e,words:t,isNullable:n},o){let a=o.trim();return e==="words"?t.find(s=>String(s)===a)??(a===Ln?null:a):e==="bool"?a==="true":a===""&&n?null:e==="number"?Ua(a):e==="texts"?Fa(a):e==="numbers"?Fa(a).map(Ua):e==="json"?Yc(a):o}var Fa=e=>e.split(/[\s,]+/).filter(Boolean),Ua=e=>e===""||Number.isNaN(Number(e))?e:Number(e);function Yc(e){try{return JSON.parse(e)}catch{return e}}function za({field:e,draft:t,set:n,isWrong:o}){let{id:a,name:s,value:r,text:l,kind:c,isNullable:u,usual:d}=e,f=t!==void 0,m=JSON.stringify(r)!==JSON.stringify(d),p=u?Ln:"empty";return i`<div class=${`setting${f?" is-changed":""}${o?" is-wrong":""}`}>
        <label class="name mono" for=${a}>${s}</label>
        <div class="control">
            <${Xc} field=${e} text=${t??qn(e)} set=${n} isWrong=${o} />
            ${f&&i`<${Wa} name="was" text=${qn(e)} empty=${p} action="undo" set=${n} />`}
            ${!f&&m&&i`<${Wa} name="default:" text=${Ka(c,d)} empty=${p} action="use it" set=${n} />`}
        </div>
        <p class="dim" id=${`${a}-text`}>${Zc(l)}</p>
    </div>`}var Zc=e=>e.split("`").map((t,n)=>n%2?i`<code>${t}</code>`:t);function Wa({name:e,text:t,empty:n,action:o,set:a}){return i`<small class="dim">
        ${e} ${t||n}${" "}
        <button type="button" class="small plain" onClick=${()=>a(t)}>${o}</button>
    </small>`}function Xc({field:e,text:t,set:n,isWrong:o}){let{id:a,kind:s,words:r,isNullable:l}=e,c={id:a,name:a,"aria-describedby":`${a}-text`,"aria-invalid":o?"true":void 0},u=f=>n(f.target.value);if(s==="bool")return i`<input
            ...${c}
            type="checkbox"
            checked=${t==="true"}
            onChange=${f=>n(String(f.target.checked))}
        />`;if(s==="words")return i`<select ...${c} value=${t} onChange=${u}>
            ${Ee(r.map(f=>[String(f),String(f)]),t)}
        </select>`;if(s==="json")return i`<textarea ...${c} rows="2" value=${t} onInput=${u}></textarea>`;let d=s==="number";return i`<input
        ...${c}
        type="text"
        inputmode=${d?"decimal":void 0}
        class=${d?"number":""}
        value=${t}
        onInput=${u}
        placeholder=${l?Ln:s==="numbers"?"1, 5, 30":void 0}
        autocomplete="off"
    />`}var Va={real:"Time passes by itself, so many virtual seconds a second as the rate says.",manual:"Time is stopped until it is advanced.",step:"Time is stopped, but each read of a call that has not ended advances to its next change of status.",auto:"Time jumps to the next event whenever nothing is in flight."},Qc={scenarios:"scenarios, their default and queue",settings:"settings",clock:"the clock: mode, rate and time",journal:"the journal of requests",faults:"planned faults of API answers, counted anew"};function Ga(){let e=Q.value,[t,n]=g(null),[o,a]=g("");if(!e)return null;let s=t??e.mode;return i`<form class="card block" onSubmit=${async l=>{l.preventDefault();let c=new FormData(l.target),u=c.get("now").trim();try{await $.patch("/clock",{mode:s,rate:Number(c.get("rate")),...u&&{now:u}}),a(""),n(null),l.target.elements.now.value="",We(),Y("The clock is set.")}catch(d){a(d.message)}}} aria-label="clock">
        <h2>Clock</h2>
        <label class="field"
            ><span>mode</span
            ><select value=${s} onChange=${l=>n(l.target.value)}>
                ${Ee(Object.keys(Va).map(l=>[l,l]),s)}
            </select>
            <small class="dim">${Va[s]}</small></label
        >
        <label class="field"
            ><span>rate</span><input name="rate" type="number" min="0" step="any" defaultValue=${e.rate} />
            <small class="dim">Virtual seconds per real second, in mode real.</small></label
        >
        <label class="field"
            ><span>now</span><input name="now" placeholder=${Qe(e.now)} autocomplete="off" />
            <small class="dim"
                >Empty: unchanged. A later time processes all events on the way. An earlier one is possible only if
                nothing has happened yet; otherwise reset the world.</small
            ></label
        >
        ${o&&i`<p class="problem" role="alert">${o}</p>`}
        <p><button class="primary">set the clock</button></p>
    </form>`}function Ya(){return i`<${eu} /><${tu} /><${nu} />`}function eu(){let[e,t]=g(!1),n=C(null);return i`<section class="card block" aria-label="snapshot">
        <h2>Snapshot</h2>
        <p class="dim">
            A snapshot is the whole world as JSON: calls, documents, scenarios, settings, clock, webhooks. Loaded later,
            or by another server, the world continues where it was. It contains the secrets that sign webhooks.
        </p>
        <label
            ><input type="checkbox" checked=${e} onChange=${s=>t(s.target.checked)} /> with
            the journal of requests</label
        >
        <div class="row-of">
            <${P} onAction=${async()=>{Mn(await $.blob("/snapshot",e?{journal:!0}:{}),`${y.value}.json`)}}>save to a file<//>
            <button type="button" onClick=${()=>n.current.click()}>load a file…</button>
            <input
                ref=${n}
                type="file"
                accept=".json,application/json"
                class="visually-hidden"
                tabindex="-1"
                aria-label="snapshot file"
                onChange=${async({target:s})=>{let[r]=s.files;if(!r||!confirm(`Replace the world ${y.value} by ${r.name}? Its calls, webhooks and settings are lost.`))return;let l=await ne(async()=>await $.putText("/snapshot",await r.text())??!0);s.value="",l&&Y(`The world is now that of ${r.name}.`)}}
            />
        </div>
    </section>`}function tu(){let[e,t]=g("");return i`<form class="card block" onSubmit=${async o=>{o.preventDefault();let a=new FormData(o.target),s=a.get("now").trim();if(confirm(`Reset the world ${y.value}? Its calls and webhooks are deleted.`))try{await $.post("/reset",{keep:a.getAll("keep"),...s&&{now:s}}),t(""),Y("The world begins anew.")}catch(r){t(r.message)}}} aria-label="reset">
        <h2>Reset</h2>
        <p class="dim">
            Begin a new world of the same name. Calls, documents, webhooks and sinks are deleted; what you tick stays.
        </p>
        <fieldset>
            <legend>keep</legend>
            ${Object.entries(Qc).map(([o,a])=>i`<label key=${o} class="choice"
                        ><input
                            type="checkbox"
                            name="keep"
                            value=${o}
                            defaultChecked=${o==="scenarios"||o==="settings"}
                        />
                        <span>${a}</span></label
                    >`)}
        </fieldset>
        <label class="field"
            ><span>begin at</span><input name="now" placeholder="2026-01-05T15:00:00Z" autocomplete="off" />
            <small class="dim"
                >Empty: as the server was started, or the kept
                time${Q.value?` (${M(Q.value.now)})`:""}.</small
            ></label
        >
        ${e&&i`<p class="problem" role="alert">${e}</p>`}
        <p><button class="danger">reset the world</button></p>
    </form>`}function nu(){return i`<section class="card block" aria-label="delete">
        <h2>Delete</h2>
        <p class="dim">
            Delete the world with its calls, webhooks, settings and journal. The next request that names it makes a new
            one.
        </p>
        <p><${P} class="danger" onAction=${async()=>{let t=y.value;confirm(`Delete the world ${t} with everything in it?`)&&(await $.delete(`/worlds/${encodeURIComponent(t)}`),Y(`The world ${t} is deleted.`),Ot(),t!=="default"&&Mt("default"))}}>delete the world ${y.value}<//></p>
    </section>`}function Za(){let e=w.value.path[1]==="world"?"world":"settings";return i`<main class="log">
        <div class="log-bar">
            <${ce}
                tabs=${[["settings","Settings"],["world","Clock, snapshot, reset"]]}
                current=${e}
                label="settings"
                to=${n=>h(n==="world"?["settings","world"]:["settings"])}
            />
        </div>
        ${e==="world"?i`<div class="scroll padded stack narrow-page"><${Ga} /><${Ya} /></div>`:i`<${su} key=${y.value} />`}
    </main>`}async function ou(){let e=["/settings","/settings/schema","/scenarios"],[t,n,{scenarios:o}]=await Promise.all(e.map(a=>$.get(a)));return{settings:t,schema:n,scenarios:o.map(({name:a})=>a)}}function su(){let[e,t,n]=D(ou,[]),[o,a]=g({}),[s,r]=g("");if(k(()=>V(m=>m==="reload"&&n()),[]),!e)return t?i`<p class="problem" role="alert">${t}</p>`:null;let l=ru(e),c=l.flatMap(({fields:m})=>m).filter(m=>m.id in o),u=(m,p)=>a(({[m.id]:b,...R})=>p===qn(m)?R:{...R,[m.id]:p}),d=()=>(a({}),r(""));return i`<form class="settings" onSubmit=${async m=>{m.preventDefault();try{await $.patch("/settings",lu(c,o)),await n(),d(),Y(`Saved ${I(c.length,"setting")}.`)}catch(p){r(p.message)}}} novalidate>
        <div class="filters" role="search">
            <${Me} placeholder="name or meaning of a setting  (/)" label="filter settings" />
            <button class="primary" disabled=${!c.length}>
                ${c.length?`save ${I(c.length,"change")}`:"nothing to save"}
            </button>
            <button type="button" disabled=${!c.length} onClick=${d}>discard</button>
        </div>
        ${(s||t)&&i`<${au} text=${s||t} changed=${c} />`}
        <div class="scroll padded stack narrow-page">
            ${l.map(m=>i`<${cu} key=${m.name} section=${m} draft=${o} set=${u} refused=${s} />`)}
        </div>
    </form>`}function au({text:e,changed:t}){let n=t.find(a=>Xa(e,a));return i`<p class="problem" role="alert">
        ${e} ${n&&i`<button type="button" class="small" onClick=${()=>document.getElementById(n.id)?.focus()}>go to ${n.name}</button>`}
    </p>`}function Xa(e,{section:t,name:n}){return new RegExp(`\\b${n}\\b`).test(e)&&(!t||e.startsWith(t))}function ru({settings:e,schema:t,scenarios:n}){let o=([,{properties:l}])=>!!l,a=Object.entries(t.properties),s=a.filter(l=>!o(l)),r=(l,c,u)=>c.map(([d,f])=>iu(l,d,u[d],f,n));return[{name:"",title:"World",fields:r("",s,e)},...a.filter(o).map(([l,{title:c,properties:u}])=>({name:l,title:c,fields:r(l,Object.entries(u),e[l])}))]}function iu(e,t,n,o,a){let{description:s="",default:r}=o;return{id:`${e}.${t}`,section:e,name:t,value:n,text:s,usual:r,...Ba(o,a)}}function lu(e,t){let n={};for(let o of e){let a=o.section?n[o.section]??={}:n;a[o.name]=Ja(o,t[o.id])}return n}function cu({section:e,draft:t,set:n,refused:o}){let{name:a,title:s,fields:r}=e,l=(w.value.query.q??"").toLowerCase(),c=r.filter(p=>`${s} ${p.name} ${p.text}`.replaceAll("`","").toLowerCase().includes(l)),u=r.filter(p=>p.id in t).length,[d,f]=g(!a),m=p=>{p.preventDefault(),f(!d)};return c.length?i`<details class="card section" open=${d||!!l}>
        <summary onClick=${m}>
            <h2>${s}</h2>
            <span class="dim">${I(c.length,"setting")}</span>
            ${u>0&&i`<span class="chip is-pending">${u} changed</span>`}
        </summary>
        ${c.map(p=>i`<${za}
                    key=${p.id}
                    field=${p}
                    draft=${t[p.id]}
                    set=${b=>n(p,b)}
                    isWrong=${!!o&&Xa(o,p)}
                />`)}
    </details>`:null}var uu=300;function Qa({id:e}){let[t,n,o]=D(()=>$.get(`/webhooks/${e}`),[e]),a=T(()=>X(o,uu),[e]);return k(()=>V((s,r)=>(s==="delivery"&&r.id===e||s==="reload")&&a()),[a]),i`<${ft}
        title=${`webhook ${e}`}
        name="webhooks"
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${ct} outcome=${t.outcome} />`}`}
        back=${h(["webhooks"],w.value.query)}
        actions=${t&&i`<${du} delivery=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`}
        ${t&&i`<${pu} delivery=${t} />`}
    <//>`}function du({delivery:e}){return i`<${P} class="small primary" title="send the same bytes again, as a new delivery" onAction=${async()=>{let o=await $.post(`/webhooks/${e.id}/replay`);Y(`Sent again as webhook ${o.id}.`),N(["webhooks",o.id],{query:w.value.query})}}
            >replay<//
        >
        <${U} text=${()=>he(e.body)} label="copy body" />
        <${U} text=${()=>yn(e)} label="copy as curl" />`}function pu({delivery:e}){let{outcome:t,reason:n,remedy:o}=e,a=t==="failed"||t==="refused";return i`<h2 class="mono target">${e.event}</h2>
        ${(n||o)&&i`<div class=${`remark ${a?"is-failed":""}`}>
                ${n&&i`<p><b>${n}</b></p>`} ${o&&i`<p>${o}</p>`}
            </div>`}
        <${mt} rows=${fu(e)} />
        <section class="card message">
            <h2>Attempts</h2>
            ${e.attempts.length||e.next_at?i`<${bn} delivery=${e} />`:i`<p class="dim">No attempt was made. ${gn[t]}</p>`}
        </section>
        <section class="card message">
            <h2>Request</h2>
            <p class="mono target">${e.method} ${e.url}</p>
            <${lt} headers=${e.headers} />
            <${ie} text=${e.body} />
        </section>`}function fu(e){let{call:t,copy_of:n,next_at:o}=e;return[["outcome",gn[e.outcome]],["event at",M(x(e.at))],["next attempt",o&&M(x(o))],["provider",e.provider],["call",t&&i`<a class="mono" href=${h(["calls",t])}>${t}</a>
                    <a class="only" href=${h(["webhooks"],{call:t})}>its webhooks</a>`],["endpoint",e.endpoint],["blocking",e.blocking&&"yes: the call waits for the response"],["faults",e.faults.join(", ")],["copy of",n&&i`<a href=${h(["webhooks",n])}>#${n}</a>`],["replayed",e.replayed&&"by hand"]]}var mu=700,Pn=["webhooks","sinks"],Ro=100;function er(e,t){let[n,o,a]=D(e,t),s=T(()=>X(a,mu),t);return k(()=>V(r=>r==="delivery"&&s()),[s]),$t(a),[n,o,a]}function tr({open:e}){let[t,n,o]=er(async()=>(await $.get("/sink")).sinks,[y.value]);return Ce(a=>{if(a==="Escape"&&e)return N(Pn),!0;if(a!=="j"&&a!=="k")return!1;let s=(t??[]).findIndex(({name:r})=>r===e)+(a==="j"?1:-1);return t?.[s]&&N([...Pn,t[s].name],{replace:!!e}),!0}),i`<${pt}
        label="sinks"
        list=${i`<div class="scroll padded stack sinks">
            ${n&&i`<p class="problem" role="alert">${n}</p>`}
            <p class="dim">
                A sink is a receiver that is built in. Use its URL anywhere a webhook URL is wanted: it stores the last
                thousand requests and answers 200, or as the URL says: <code>?status=503&delay=3s</code>.
            </p>
            <div class="command">
                <pre>${be("NAME")}</pre>
                <${U} text=${()=>be("mine")} />
            </div>
            ${t&&!t.length&&i`<${$u} />`}
            <ul class="rules">
                ${(t??[]).map(a=>i`<li key=${a.name} class=${a.name===e?"is-selected":""}>
                            <a
                                class="grow mono"
                                href=${h([...Pn,a.name])}
                                aria-current=${a.name===e?"true":void 0}
                                >${a.name}</a
                            >
                            <span>${I(a.count,"request")}</span>
                            <time class="mono dim" title=${M(x(a.last_at))}
                                >${J(x(a.last_at))}</time
                            >
                        </li>`)}
            </ul>
        </div>`}
        detail=${e&&i`<${hu} key=${e} name=${e} onCleared=${o} />`}
    />`}function $u(){let e=ut("POST","/sink/mine",{hello:"sink"});return i`<${W} title="No sink has received anything" command=${e}>
        <p>A sink needs no set-up. The first request to its URL makes it:</p>
    <//>`}function hu({name:e,onCleared:t}){let[n,o,a]=er(async()=>(await $.get(`/sink/${encodeURIComponent(e)}`)).requests,[e]),s=async()=>{await $.delete(`/sink/${encodeURIComponent(e)}`),await Promise.all([a(),t()])},r=T(()=>(n??[]).map((c,u)=>[u+1,c]).reverse(),[n]),l=i`<${U} text=${be(e)} label="copy URL" />
        <${P} class="small danger" disabled=${!r.length} onAction=${s}>delete what it received<//>`;return i`<${ft} title=${`sink ${e}`} name="sinks" heading=${e} back=${h(Pn)} actions=${l}>
        <p class="mono target">${be(e)}</p>
        ${o&&i`<p class="problem" role="alert">${o}</p>`}
        ${n&&!r.length&&i`<p class="dim">This sink holds no requests.</p>`}
        ${r.slice(0,Ro).map(([c,u])=>i`<${vu} key=${c} number=${c} request=${u} isOpen=${c===r.length} />`)}
        ${r.length>Ro&&i`<p class="dim">These are the newest ${Ro} of ${I(r.length,"request")}.</p>`}
    <//>`}function vu({number:e,request:t,isOpen:n}){let o=x(t.at),a=t.headers["x-mockserver-delivery"];return i`<details class="card message" open=${n}>
        <summary>
            <b>${t.method}</b> <time class="mono" title=${M(o)}>${J(o)}</time>${" "}
            <span class="dim">${e}${gu(t.body)}</span>
        </summary>
        ${a&&i`<p><a href=${h(["webhooks",a])}>webhook ${a}</a></p>`}
        <${lt} headers=${t.headers} />
        <${ie} text=${t.body} />
    </details>`}function gu(e){let t=/"event"\s*:\s*"([^"]+)"/.exec(e.slice(0,400));return t?` · ${t[1]}`:""}var Lo={duplicate:"The webhook arrives twice with the same bytes. Each copy has its own retries.",reorder:"The webhook arrives up to the given time later, so others overtake it. Without a time: 10s.",late:"The webhook arrives later, by the given time or range.",lose:"The webhook never arrives. Its outcome is lost.",cut:"Only half of the body arrives, with the signature of the whole body, at every attempt.",slow:"The body arrives in slices, over the given real time. Only over HTTP.",redirect:"The webhook arrives as after a followed redirect: after 301, 302 and 303 with GET and without a body, after 307 and 308 unchanged.",before_answer:"Webhooks that a request causes arrive before the response to that request."},bu={reorder:{label:"at most",placeholder:"10s"},late:{label:"by",placeholder:"5s..2m",required:!0},slow:{label:"over",placeholder:"3s",required:!0}},_u=[301,302,303,307,308],qo=E({});function nr(){let[e,t,n]=D(()=>$.get("/webhooks/plan"),[y.value]);k(()=>V(a=>a==="reload"&&n()),[]);let o=async a=>{await $.patch("/webhooks/plan",a),await n()};return i`<div class="scroll padded stack narrow-page">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&i`<${yu} key=${e.to} to=${e.to} save=${o} /><${wu} plan=${e.plan} save=${o} />`}
    </div>`}function yu({to:e,save:t}){let[n,o]=g(e??""),[a,s]=g("");return i`<form class="card block" onSubmit=${async l=>{l.preventDefault(),s(""),await t({to:n.trim()||null}).catch(c=>s(c.message))}}>
        <h2>Send all webhooks to one URL</h2>
        <p class="dim">
            Each webhook of this world goes there instead of to the URL that the client set, also blocking requests.
            Empty: each goes to its own URL.
        </p>
        <div class="row-of">
            <input
                class="grow"
                type="url"
                value=${n}
                onInput=${l=>o(l.target.value)}
                aria-label="URL for all webhooks"
                placeholder=${be("mine")}
            />
            <button class="primary" disabled=${n.trim()===(e??"")}>save</button>
            ${e&&i`<${P} onAction=${()=>t({to:null})}>to their own URLs<//>`}
        </div>
        ${a&&i`<p class="problem" role="alert">${a}</p>`}
    </form>`}function wu({plan:e,save:t}){let n=qo.value[y.value]??[],o=c=>qo.value={...qo.value,[y.value]:c},a=(c,u)=>c.filter(d=>d!==u),s=async(c,u)=>{await t({plan:u?a(e,c):[...e,c]}),o(u?[...n,c]:a(n,c))},r=(c,u)=>u?t({plan:a(e,c)}):o(a(n,c)),l=[...e.map(c=>[c,!0]),...n.map(c=>[c,!1])];return i`<section class="card block">
        <h2>Planned faults</h2>
        <p class="dim">
            They affect webhooks that are written from now on, of all calls. Each kind acts on a delivery at most once:
            the first rule that matches counts.
        </p>
        ${!l.length&&i`<p>No faults are planned: every webhook is sent on time, once and complete.</p>`}
        <ul class="rules">
            ${l.map(([c,u])=>i`<${ku} key=${JSON.stringify(c)+u} rule=${c} isOn=${u} toggle=${s} remove=${r} />`)}
        </ul>
        ${n.length>0&&i`<p class="dim">Rules that are off are not in the plan. Only this page remembers them, until it is closed.</p>`}
        <${xu} add=${c=>t({plan:[...e,c]})} />
    </section>`}function ku({rule:e,isOn:t,toggle:n,remove:o}){let{fault:a,events:s,chance:r=1,by:l,status:c}=e,u=[r<1&&`chance ${r}`,l&&`by ${l}`,c&&`status ${c}`].filter(Boolean);return i`<li class=${t?"":"is-off"}>
        <label class="switch"
            ><input
                type="checkbox"
                checked=${t}
                onChange=${()=>ne(()=>n(e,t))}
                aria-label=${`${a} is on`}
        /></label>
        <div class="grow">
            <p>
                <b class="mono">${a}</b> of <span class="mono">${[s].flat().join(", ")}</span>${" "}
                <span class="dim">${u.join(" · ")}</span>
            </p>
            <p class="dim">${Lo[a]}</p>
        </div>
        <${P} class="small" aria-label=${`remove ${a}`} onAction=${()=>o(e,t)}>remove<//>
    </li>`}function xu({add:e}){let[t,n]=g("duplicate"),[o,a]=g(""),s=[...new Set(q.value.flatMap(c=>c.webhook_events))].sort(),r=async c=>{c.preventDefault(),a("");try{await e(Su(new FormData(c.target)))}catch(u){a(u.message)}},l=bu[t];return i`<form class="add-rule" onSubmit=${r} aria-label="add a fault">
        <h3>Add a fault</h3>
        <div class="row-of">
            <select
                name="fault"
                aria-label="kind of fault"
                value=${t}
                onChange=${c=>n(c.target.value)}
            >
                ${Object.keys(Lo).map(c=>i`<option key=${c} value=${c}>${c}</option>`)}
            </select>
            <label>events <input name="events" list="webhook-events" placeholder="* (all)" size="18" /></label>
            <${wn} id="webhook-events" values=${["*","call.*",...s]} />
            <label>chance <input name="chance" type="number" min="0" max="1" step="any" placeholder="1" /></label>
            ${l&&i`<label>${l.label} <input name="by" placeholder=${l.placeholder} required=${l.required} size="9" /></label>`}
            ${t==="redirect"&&i`<label
                    >status
                    <select name="status">
                        ${_u.map(c=>i`<option key=${c} selected=${c===302}>${c}</option>`)}
                    </select></label
                >`}
            <button class="primary">add</button>
        </div>
        <p class="dim">${Lo[t]}</p>
        ${o&&i`<p class="problem" role="alert">${o}</p>`}
    </form>`}function Su(e){let t={fault:e.get("fault")},n=e.get("events").split(/[\s,]+/).filter(Boolean);return n.length&&(t.events=n),e.get("chance")&&(t.chance=Number(e.get("chance"))),e.get("by")&&(t.by=e.get("by").trim()),e.get("status")&&(t.status=Number(e.get("status"))),t}var Dn=["webhooks"],Cu=["pending","sending","delivered","failed","lost","refused"],Tu=["plan","sinks"];function Ou({headers:e,body:t,...n}){return{...n,attempts:n.attempts.map(({at:o,status:a,error:s})=>({at:o,status:a,error:s}))}}function or(){let{path:e}=w.value,t=Tu.includes(e[1])?e[1]:"log";return i`<main class="log">
        <div class="log-bar">
            <${ce}
                tabs=${[["log","Deliveries"],["plan","Faults and destination"],["sinks","Sinks"]]}
                current=${t}
                label="webhooks"
                to=${o=>h(o==="log"?Dn:[...Dn,o])}
            />
        </div>
        ${{log:()=>i`<${Eu} open=${e[1]?Number(e[1]):null} />`,plan:()=>i`<${nr} />`,sinks:()=>i`<${tr} open=${e[2]} />`}[t]()}
    </main>`}function Eu({open:e}){let{q:t,outcome:n,provider:o,event:a,call:s}=w.value.query,r=xn(e!=null),c=An({path:"/webhooks",list:"webhooks",slim:Ou,query:{q:t,outcome:n,provider:o,event:a,call:s,wait:0},kind:"delivery"});return i`<${Mu} />
        ${c.error&&i`<p class="problem" role="alert">${c.error}</p>`}
        <${pt}
            label="webhooks"
            list=${i`<${Cn}
                pages=${c}
                rows=${c.rows}
                folder=${Dn}
                open=${e}
                label="webhooks, newest first"
                wide=${r}
                empty=${c.loaded&&i`<${Ru} filtered=${t||n||o||a||s} />`}
                row=${Nu}
            />`}
            detail=${e!=null&&i`<${Qa} key=${e} id=${e} />`}
        />`}function Mu(){let{provider:e,outcome:t=""}=w.value.query,n=He.value.webhooks,o=q.value.filter(({name:s})=>!e||s===e),a=[...new Set(o.flatMap(s=>s.webhook_events))].filter(s=>!s.includes("*")).sort();return i`<div class="filters" role="search">
        <${Me} placeholder="event, URL, body, call, reason…  (/)" label="filter webhooks" />
        <${Be}
            name="provider"
            label="provider"
            options=${[["","all providers"],...q.value.map(({name:s,title:r})=>[s,r])]}
        />
        <${Be} name="event" label="event" options=${[["","all events"],...a.map(s=>[s,s])]} />
        <${Sn} names=${["call"]} />
        <div class="segments" role="group" aria-label="outcome">
            ${["",...Cu].map(s=>i`<button
                        key=${s}
                        class="small"
                        aria-pressed=${s===t}
                        onClick=${()=>ee({outcome:s})}
                    >
                        ${s||"all"} ${s==="failed"&&n>0&&i`<b class="count">${n}</b>`}
                    </button>`)}
        </div>
    </div>`}function Nu({value:e,selected:t,wide:n,to:o}){let{outcome:a,reason:s}=e,c=Tn({wide:n,selected:t,"delivery-row":!0,"is-bad":a==="failed"||a==="refused","is-retried":!!s&&a==="pending"}),u=x(e.at);return i`<div class=${c}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${M(u)}>${J(u)}</time>
        <span class="provider">${e.provider}</span>
        <a class="main-link mono" href=${o} aria-current=${t?"true":void 0}><b>${e.event}</b></a>
        <span class="of-call"
            ><${Pt} call=${e.call} /></span>
        <span class="url mono" title=${`${e.method} ${e.url}`}
            >${e.url.replace(/^https?:\/\//,"")}</span
        >
        <span class="state"><${ct} outcome=${a} /></span>
        <${ra} delivery=${e} />
        <span class="note"
            >${s??Au(e)} ${!n&&!s&&i`<span class="mono">${e.url}</span>`}</span
        >
    </div>`}function Au({replayed:e,copy_of:t,faults:n,blocking:o,outcome:a,next_at:s}){let r=a==="pending"&&s?`due ${J(x(s))}`:"",l=n.length>0&&`fault: ${n.join(", ")}`;return[r,e&&"replay",t&&`copy of ${t}`,l,o&&"blocking request"].filter(Boolean).join(" · ")}function Ru({filtered:e}){if(e)return i`<${W} title="No webhook matches the filters"
            ><p>Change the filters, or <a href=${h(Dn)}>show all webhooks</a>.</p><//
        >`;let t=q.value.find(({name:o})=>o==="ringyo"),n=t&&_n(t,"POST",`${t.base}/webhooks`,{url:be("mine"),events:["*"]});return i`<${W} title="No webhooks yet" command=${n}>
        <p>
            A webhook is sent when a call has a receiver: set a URL with your client, or${" "}
            <a href=${h(["webhooks","plan"])}>send all webhooks to one URL</a>.
            ${n&&" This registers a built-in receiver at Ringyo; then place a call:"}
        </p>
    <//>`}var qu={calls:xo,requests:Ma,webhooks:or,faults:ya,scenarios:ja,settings:Za,place:Aa};function Lu(){let e=w.value.path[0],t=qu[e]??xo;return i`<${wa} />
        ${Xe.value?i`<${ka} />`:i`<${t} key=${e} />`}
        <${qs} /><${js} />`}As();Is();zn(i`<${Lu} />`,document.getElementById("page"));
